"""What Keras answers with NASNetMobile by formula behind heads by formula: golden/keras-probabilities.json.

softmax, sigmoid: the recipe's heads of 3 units and of 1; imagenet: the five most probable of the classification top's 1,000 units.
Images 0 and 1 of 224 x 224: pixel (c, y, x) of image n is ((n + 2) * x + (c + 3) * y + floor(x * y / 16)) mod 256, scaled to x / 127.5 - 1.

Run: python keras_probabilities.py OUT   (keras 3, tensorflow-cpu, h5py)
"""

import json
import sys
from pathlib import Path

from networks import build, fill  # first, as it chooses the backend

import keras
import numpy as np

import formula


def image(n: int) -> np.ndarray:
    y, x, c = np.indices((224, 224, 3))
    return ((n + 2) * x + (c + 3) * y + x * y // 16) % 256


def head(base, units: int, activation: str) -> keras.Model:
    dense = keras.layers.Dense(units, activation=activation)
    model = keras.Model(base.input, dense(keras.layers.GlobalAveragePooling2D()(base.output)))
    channels = base.output.shape[-1]
    dense.set_weights([formula.uniform("head/kernel", (channels, units), -0.05, 0.05), formula.uniform("head/bias", (units,), -0.1, 0.1)])
    return model


if __name__ == "__main__":
    base = build("nasnetmobile")
    fill("nasnetmobile", base)
    images = np.stack([image(0), image(1)]).astype("float32") / 127.5 - 1
    answer = lambda units, activation: np.asarray(head(base, units, activation)(images, training=False)).astype(float)
    top = answer(1000, "softmax")[0]
    imagenet = [{"unit": int(unit), "probability": top[unit]} for unit in np.argsort(-top)[:5]]
    golden = {"generator": f"keras {keras.__version__}", "softmax": answer(3, "softmax").tolist(), "sigmoid": answer(1, "sigmoid").tolist(), "imagenet": imagenet}
    (Path(sys.argv[1]) / "golden/keras-probabilities.json").write_text(json.dumps(golden, indent=1) + "\n")
