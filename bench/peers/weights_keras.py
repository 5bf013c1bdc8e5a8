"""Weights out of Keras, through Roentgen, and back into Keras: each network of keras.applications without its top, with weights by formula.

Keras saves them in every layout, Roentgen reads each file and writes its own, a fresh model loads that one. Every value must have the same
bytes, and the features of two images must be equal. The same with the top, whose classes are the head of Roentgen's.

Run, after `npm run build`: python weights_keras.py [NETWORK...]   (keras 3, tensorflow-cpu, h5py; node on the path)
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/golden/generate"))
sys.dont_write_bytecode = True
from networks import BUILDERS, build, fill  # first, as it chooses the backend

import numpy as np
from keras_files import legacy_weights

import formula

CONVERT = """
import { writeFileSync } from "node:fs";
import { networkNamed } from "ROOT/dist/networks/index.js";
import { readWeights, writeKerasWeights } from "ROOT/dist/weights/index.js";
const [name, from, to] = process.argv.slice(1);
const network = networkNamed(name).build();
writeFileSync(to, await writeKerasWeights(network, await readWeights(from, network)));
""".replace("ROOT", ROOT.as_uri())


def convert(network: str, source: Path, target: Path) -> None:
    subprocess.run(["node", "--input-type=module", "-e", CONVERT, network, source, target], check=True)


def with_top(network: str):
    """A dense layer of 1,000 classes by formula, behind a base by formula."""
    model = BUILDERS[network](include_top=True, weights=None, input_shape=(224, 224, 3))
    base = build(network)
    fill(network, base)
    kernel, bias = (tuple(w.shape) for w in model.weights[-2:])
    model.set_weights([*base.get_weights(), formula.uniform("head/kernel", kernel, -0.05, 0.05), formula.uniform("head/bias", bias, -0.1, 0.1)])
    return model


def without_top(network: str):
    model = build(network)
    fill(network, model)
    return model


def check(network: str, folder: Path, top: bool) -> None:
    model = (with_top if top else without_top)(network)
    images = formula.images("golden", 2)
    answer = np.asarray(model(images, training=False))
    legacy_weights(model, folder / "legacy.h5")
    model.save_weights(folder / "new.weights.h5")
    model.save(folder / "model.keras")
    for source in ("legacy.h5", "new.weights.h5", "model.keras"):
        convert(network, folder / source, folder / "ours.h5")
        fresh = BUILDERS[network](include_top=top, weights=None, input_shape=(224, 224, 3))
        fresh.load_weights(folder / "ours.h5")
        equal = all(np.array_equal(a, b) for a, b in zip(model.get_weights(), fresh.get_weights(), strict=True))
        difference = float(np.abs(np.asarray(fresh(images, training=False)) - answer).max())
        print(f"{network} {'with' if top else 'without'} top, {source}: {len(fresh.get_weights())} variables {'equal' if equal else 'NOT EQUAL'}, "
              f"output differs by at most {difference}", flush=True)
        if not equal or difference > 0:
            sys.exit(1)


if __name__ == "__main__":
    for name in sys.argv[1:] or BUILDERS:
        for top in (False, True):
            with tempfile.TemporaryDirectory() as scratch:
                check(name, Path(scratch), top)
