"""Classifiers out of Keras, through `roentgen weights convert`, against Keras: the largest difference of a probability.

recipe: the recipe's own model (augmentation, NASNetMobile, pooling, dropout, dense), frozen and trainable, .keras and .h5, with a softmax of
three and with a sigmoid; as `roentgen predict` answers. top: each network with its classification top of 1,000 classes, as
`roentgen weights check --image` answers, all of them. Weights by formula. Images: three that are made, and those of the folder that is given.

Run, after `npm run build`: python models_keras.py [FOLDER]   (keras 3, tensorflow-cpu, opencv, h5py; node on the path)
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/golden/generate"))
sys.dont_write_bytecode = True
from networks import BUILDERS, build, fill  # first, as it chooses the backend

import cv2
import keras
import numpy as np
from keras_files import legacy_weights
from weights_keras import with_top

import formula

SIZE = 224
PREPROCESS = {"nasnetmobile": keras.applications.nasnet, "resnet101": keras.applications.resnet, "inceptionresnetv2": keras.applications.inception_resnet_v2}
CLASSIFY = """
import { imagenetClasses } from "ROOT/dist/experiment/imagenet-classes.js";
import { classifyPhoto } from "ROOT/dist/experiment/index.js";
import { networkNamed } from "ROOT/dist/networks/index.js";
import { readWeights } from "ROOT/dist/weights/index.js";
const [network, file, ...photos] = process.argv.slice(2);
const weights = await readWeights(file, networkNamed(network).build());
for (const path of photos) {
  const classes = new Map((await classifyPhoto(network, weights, file, { path })).map(({ name, probability }) => [name, probability]));
  console.log(JSON.stringify(imagenetClasses.map((name) => classes.get(name))));
}
""".replace("ROOT", ROOT.as_uri())


def recipe(base, units: int):
    inputs = keras.Input((SIZE, SIZE, 3))
    x = keras.layers.RandomRotation(0.1)(keras.layers.RandomFlip("horizontal")(inputs))
    x = keras.layers.GlobalAveragePooling2D()(base(x, training=False))
    x = keras.layers.Dropout(0.5)(keras.layers.Dropout(0.2)(x))
    dense = keras.layers.Dense(units, activation="softmax" if units > 1 else "sigmoid", name="predictions")
    model = keras.Model(inputs, dense(x))
    channels = base.output.shape[-1]
    dense.set_weights([formula.uniform("head/kernel", (channels, units), -0.05, 0.05), formula.uniform("head/bias", (units,), -0.1, 0.1)])
    model.compile(keras.optimizers.Adam(1e-4), "categorical_crossentropy" if units > 1 else "binary_crossentropy", metrics=["accuracy"])
    return model


def made_images(folder: Path) -> list[Path]:
    """The first fills the range, the second is dark, the third has another size."""
    sizes = {"bright": (SIZE, SIZE, 256), "dark": (SIZE, SIZE, 90), "other-size": (300, 260, 256)}
    for name, (height, width, most) in sizes.items():
        pixels = (formula.uniform01(name, height * width * 3) * most).astype(np.uint8).reshape(height, width, 3)
        cv2.imwrite(str(folder / f"{name}.png"), cv2.GaussianBlur(pixels, (0, 0), 3))
    return [folder / f"{name}.png" for name in sizes]


def pixels(paths: list[Path]) -> np.ndarray:
    read = [cv2.resize(cv2.imread(str(path)), (SIZE, SIZE))[:, :, ::-1] for path in paths]
    return np.stack(read).astype("float32")


def roentgen(*args) -> str:
    return subprocess.run(["node", ROOT / "dist/cli/main.js", *args], check=True, capture_output=True, text=True).stdout


def predicted(model: Path, names: list[str], paths: list[Path]) -> np.ndarray:
    rows = list(csv.reader(io.StringIO(roentgen("predict", model, *paths, "--csv"))))
    columns = [rows[0].index(f"probability_{name}") for name in names]
    return np.array([[float(row[i]) for i in columns] for row in rows[1:]])


def check_recipe(folder: Path, paths: list[Path]) -> None:
    base = build("nasnetmobile")
    fill("nasnetmobile", base)
    images = PREPROCESS["nasnetmobile"].preprocess_input(pixels(paths))
    for units, names, positive in ((3, ["covid", "normal", "other"], []), (1, ["covid", "other"], ["--positive", "covid"])):
        model = recipe(base, units)
        for trainable in (False, True):
            base.trainable = trainable
            expected = np.asarray(model(images, training=False), dtype=float)
            if units == 1:  # a sigmoid speaks for label 1
                expected = np.hstack([1 - expected, expected])
            for file in ("model.keras", "model.h5"):
                model.save(folder / file)
                roentgen("weights", "convert", folder / file, folder / "model.onnx", "--names", ",".join(names), *positive, "--no-enhance")
                answer = predicted(folder / "model.onnx", names, paths)
                print(f"recipe, {'softmax' if units > 1 else 'sigmoid'}, {'trainable' if trainable else 'frozen'}, {file}: {len(paths)} images, probabilities "
                      f"{expected.min():.3f} to {expected.max():.3f}, differ by at most {np.abs(answer - expected).max():.1e}", flush=True)


def check_top(network: str, folder: Path, paths: list[Path]) -> None:
    model = with_top(network)
    legacy_weights(model, folder / "top.h5")
    expected = np.asarray(model(PREPROCESS[network].preprocess_input(pixels(paths)), training=False), dtype=float)
    (folder / "classify.mjs").write_text(CLASSIFY)
    lines = subprocess.run(["node", folder / "classify.mjs", network, folder / "top.h5", *paths], check=True, capture_output=True, text=True).stdout
    answer = np.array([json.loads(line) for line in lines.splitlines()])
    ours, theirs = np.argsort(-answer)[:, :5], np.argsort(-expected)[:, :5]
    likely = np.take_along_axis(expected, theirs, axis=1) > 1e-4  # behind one of 1.000 the order is rounding
    same = (ours == theirs)[likely].all()
    print(f"{network} with its top: {len(paths)} images, largest probability {expected.max():.3f}, all {answer.shape[1]} differ by at most "
          f"{np.abs(answer - expected).max():.1e}, the five most probable (above 1e-4) {'are the same' if same else 'DIFFER'}", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths = made_images(folder) + [path for given in sys.argv[1:] for path in sorted(Path(given).iterdir())]
        check_recipe(folder, paths)
        for network in BUILDERS:
            check_top(network, folder, paths)
