"""The relatives of the three networks, in brief: golden/networks/relatives.json.

layers: SHA-256 of a line for each layer, in Keras' order: name, class, inputs, output, variables with their shapes. features: every 16th, for
formula-made weights and one image of 96 x 96, in float64, and how far Keras' float32 is from them.

Run: python relatives.py OUT   (keras 3, tensorflow-cpu)
"""

import hashlib
import json
import os
import sys

import networks  # first, as it chooses the backend

import keras
import numpy as np

import formula

RELATIVES = {"resnet50": keras.applications.ResNet50, "resnet152": keras.applications.ResNet152, "nasnetlarge": keras.applications.NASNetLarge}
SIZE = 96

networks.BUILDERS.update(RELATIVES)
formula.GAMMA_CENTRE.update(resnet50=1.0, resnet152=1.0, nasnetlarge=0.65)


def line(layer: dict) -> str:
    variables = " ".join(v["name"] + "x".join(map(str, v["shape"])) for v in layer["variables"])
    return f"{layer['name']};{layer['class']};{' '.join(layer['inputs'])};{'x'.join(map(str, layer['output']))};{variables}"


def features(name: str, precision: str) -> np.ndarray:
    keras.config.set_floatx(precision)
    model = networks.build(name, SIZE)
    networks.fill(name, model)
    return np.asarray(model(formula.images("golden", 1, SIZE).astype(precision), training=False)).mean((0, 1, 2))


def golden(name: str) -> dict:
    keras.config.set_floatx("float32")
    size = 331 if name == "nasnetlarge" else 224
    info = networks.describe(name, networks.build(name, size))
    text = "\n".join(map(line, info["layers"]))
    exact, single = features(name, "float64"), features(name, "float32")
    return {"network": name, "parameters": info["parameters"], "layers": len(info["layers"]), "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "size": SIZE, "magnitude": float(np.abs(exact).max()), "features_float32_error": float(np.abs(exact - single).max() / np.abs(exact).max()),
            "features": exact[::16].tolist()}


if __name__ == "__main__":
    os.makedirs(f"{sys.argv[1]}/golden/networks", exist_ok=True)
    with open(f"{sys.argv[1]}/golden/networks/relatives.json", "w") as f:
        rows = [json.dumps(golden(name)) for name in RELATIVES]
        f.write('{"generator": "keras ' + keras.__version__ + '", "networks": [\n' + ",\n".join(rows) + "\n]}\n")
