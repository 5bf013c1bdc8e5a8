"""`roentgen features` against Keras, image by image: each network with weights by formula in a file that Keras wrote, on a folder of images.

Run, after `npm run build`: python features_keras.py FOLDER [NETWORK...]   (keras 3, tensorflow-cpu, opencv-python; node on the path)
FOLDER holds a folder of images for each class. OpenCV resizes for Keras; preprocess_input is each application's own.
"""

import csv
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

PREPROCESS = {
    "nasnetmobile": keras.applications.nasnet.preprocess_input,
    "resnet101": keras.applications.resnet.preprocess_input,
    "inceptionresnetv2": keras.applications.inception_resnet_v2.preprocess_input,
}
ROWS = 64


def ours(folder: str, network: str, weights: Path, out: Path) -> list[str]:
    command = ["node", ROOT / "dist/cli/main.js", "features", folder, "--network", network, "--weights", weights, "--no-enhance", "--out", out, "--quiet"]
    subprocess.run(command, check=True)
    with open(out.with_suffix(".csv"), newline="") as file:
        return [row["path"] for row in csv.DictReader(file)]


def pixels(path: Path) -> np.ndarray:
    image = cv2.resize(cv2.imread(str(path), cv2.IMREAD_COLOR), (224, 224), interpolation=cv2.INTER_LINEAR)
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB).astype(np.float32)


def check(folder: str, network: str, scratch: Path) -> None:
    model = build(network)
    fill(network, model)
    legacy_weights(model, scratch / "weights.h5")
    paths = ours(folder, network, scratch / "weights.h5", scratch / "features.npy")
    features = np.load(scratch / "features.npy")
    rows = np.linspace(0, len(paths) - 1, min(ROWS, len(paths))).astype(int)
    images = PREPROCESS[network](np.stack([pixels(Path(folder) / paths[row]) for row in rows]))
    expected = model.predict(images, batch_size=8, verbose=0).mean((1, 2))
    difference = float(np.abs(features[rows] - expected).max() / np.abs(expected).max())
    print(f"{network}: {features.shape[0]} x {features.shape[1]} features, {len(rows)} rows differ from Keras by at most {difference:.1e} of the largest", flush=True)
    if difference > 1e-5:
        sys.exit(1)


if __name__ == "__main__":
    for name in sys.argv[2:] or PREPROCESS:
        with tempfile.TemporaryDirectory() as folder:
            check(sys.argv[1], name, Path(folder))
