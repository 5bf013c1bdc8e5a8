"""Reference figures for the three networks, from Keras: architectures/<network>.json and networks/<network>.json.

architectures: every layer in Keras' own order (the order of the weights in the official .h5 files), its settings, inputs, output
shape and variables. golden: features and activations for formula-made weights and images, computed in float64 (and how far Keras' own float32 is from them).

Run: python networks.py OUT   (keras 3, tensorflow-cpu)
"""

import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
from keras.src.applications.inception_resnet_v2 import conv2d_bn, inception_resnet_block
from keras.src.applications.nasnet import NASNet
from keras.src.applications.resnet import ResNet, stack_residual_blocks_v1

import formula

BUILDERS = {
    "nasnetmobile": keras.applications.NASNetMobile,
    "resnet101": keras.applications.ResNet101,
    "inceptionresnetv2": keras.applications.InceptionResNetV2,
}


def small_nasnet(include_top=False, weights=None, input_shape=(64, 64, 3)):
    return NASNet(input_shape=input_shape, penultimate_filters=96, num_blocks=1, stem_block_filters=8, skip_reduction=False, filter_multiplier=2,
                  include_top=False, weights=None, default_size=224)


def small_resnet(include_top=False, weights=None, input_shape=(64, 64, 3)):
    def stages(x):
        x = stack_residual_blocks_v1(x, 8, 2, stride1=1, name="conv2")
        return stack_residual_blocks_v1(x, 12, 2, name="conv3")
    return ResNet(stages, False, True, name="small_resnet", include_top=False, weights=None, input_shape=input_shape)


def small_inception(include_top=False, weights=None, input_shape=(64, 64, 3)):
    image = keras.Input(input_shape)
    x = conv2d_bn(image, 16, 3, strides=2, padding="valid")
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = inception_resnet_block(x, scale=0.17, block_type="block35", block_idx=1)
    x = inception_resnet_block(x, scale=0.1, block_type="block17", block_idx=1)
    x = inception_resnet_block(x, scale=1.0, activation=None, block_type="block8", block_idx=1)
    return keras.Model(image, conv2d_bn(x, 24, 1, name="conv_7b"), name="small_inception")


SMALL = {"small_nasnet": small_nasnet, "small_resnet": small_resnet, "small_inception": small_inception}
SETTINGS = ("filters", "kernel_size", "strides", "padding", "use_bias", "dilation_rate", "groups", "activation", "epsilon", "momentum",
            "pool_size", "cropping", "axis", "scale", "center", "depth_multiplier", "units")


OTHER_SIZES = {"nasnetmobile": (96, 161, 299), "resnet101": (96, 161, 299), "inceptionresnetv2": (96, 161, 299)}


def build(network: str, size: int = 0):
    """The network without top; size 0 is its own: 224, or 64 for the small ones."""
    keras.backend.clear_session()
    size = size or (64 if network in SMALL else 224)
    return {**BUILDERS, **SMALL}[network](include_top=False, weights=None, input_shape=(size, size, 3))


def fill(network: str, model) -> None:
    for layer in model.layers:
        if layer.weights:
            layer.set_weights([formula.weight(network, layer.name, w.name, tuple(w.shape)) for w in layer.weights])


def describe(network: str, model) -> dict:
    layers = []
    for layer in model.layers:
        config = layer.get_config()
        settings = {k: config[k] for k in SETTINGS if k in config and config[k] is not None}
        if layer.__class__.__name__ in ("Lambda", "CustomScaleLayer"):
            settings["scale"] = float(config.get("arguments", {}).get("scale", config.get("scale", 0)) or 0)
        if layer.__class__.__name__ == "ZeroPadding2D":
            settings["padding"] = config["padding"]
        inbound = []
        for node in layer._inbound_nodes:
            inbound += [t._keras_history.operation.name for t in node.input_tensors]
        layers.append({
            "name": layer.name,
            "class": layer.__class__.__name__,
            "settings": settings,
            "inputs": inbound,
            "output": list(layer.output.shape[1:]),
            "variables": [{"name": w.name, "shape": list(w.shape), "trainable": bool(w.trainable)} for w in layer.weights],
        })
    return {
        "network": network,
        "generator": f"keras {keras.__version__}",
        "input": list(model.input_shape[1:]),
        "parameters": int(model.count_params()),
        "layers": layers,
    }


def summary(a: np.ndarray) -> dict:
    a = a.astype(np.float64)
    return {"shape": list(a.shape), "mean": float(a.mean()), "std": float(a.std()), "min": float(a.min()), "max": float(a.max()),
            "first": [float(v) for v in a.reshape(-1)[:4]]}


def golden(network: str, taps: int = 24) -> dict:
    images = formula.images("golden", 2)
    out = {"network": network, "images": 'images("golden", 2)', "layout": "NHWC", "generator": f"keras {keras.__version__}"}
    results = {}
    for precision in ("float64", "float32"):
        keras.config.set_floatx(precision)
        model = build(network)
        fill(network, model)
        candidates = [l for l in model.layers if l.__class__.__name__ in ("Activation", "Add", "Concatenate", "Lambda", "CustomScaleLayer")]
        chosen = [candidates[round(i)] for i in np.linspace(0, len(candidates) - 1, taps)]
        pooled = keras.layers.GlobalAveragePooling2D()(model.output)
        probe = keras.Model(model.input, [pooled] + [l.output for l in chosen])
        values = probe(images.astype(precision), training=False)
        results[precision] = ([l.name for l in chosen], [np.asarray(v) for v in values])
    names, exact = results["float64"]
    _, single = results["float32"]
    error = [float(np.abs(a - b).max() / max(np.abs(a).max(), 1e-30)) for a, b in zip(exact, single)]
    out["features"] = exact[0].tolist()
    out["features_float32_error"] = error[0]
    out["error_means"] = "max |a - b| / max |a|, of Keras float32 against float64"
    keras.config.set_floatx("float64")
    out["other_sizes"] = []
    for size in OTHER_SIZES[network]:  # odd sizes: where padding and cropping go wrong
        model = build(network, size)
        fill(network, model)
        y = np.asarray(model(formula.images("golden", 1, size).astype("float64"), training=False))
        out["other_sizes"].append({"size": size, "output": list(y.shape[1:]), "images": f'images("golden", 1, {size})', "features": y.mean((0, 1, 2)).tolist()})
    out["activations"] = [dict(layer=n, float32_error=e, **summary(a)) for n, a, e in zip(names, exact[1:], error[1:])]
    return out


if __name__ == "__main__":
    target = sys.argv[1]
    os.makedirs(f"{target}/architectures", exist_ok=True)
    os.makedirs(f"{target}/networks", exist_ok=True)
    for network in (*BUILDERS, *SMALL):
        keras.config.set_floatx("float32")
        with open(f"{target}/architectures/{network}.json", "w") as f:
            info = describe(network, build(network))
            f.write("{\n" + ",\n".join(f'"{k}": {json.dumps(v)}' for k, v in info.items() if k != "layers") + ',\n"layers": [\n'
                    + ",\n".join(json.dumps(l) for l in info["layers"]) + "\n]}\n")
        if network in SMALL:
            continue
        g = golden(network)
        with open(f"{target}/networks/{network}.json", "w") as f:
            json.dump(g, f)
        print(network, info["parameters"], len(info["layers"]), "features std", float(np.std(g["features"])), "mean", float(np.mean(g["features"])),
              "float32 error", g["features_float32_error"], flush=True)
