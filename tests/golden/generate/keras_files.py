"""Weight files as Keras writes them, in all its layouts, and damaged or hostile ones: golden/keras-files.br, golden/keras-files.json.

Weights by formula.py, heads too. One safetensors file of bytes by file name, compressed by brotli with a window over all of it, as the
files hold the same weights again and again. keras-files.json: what Keras answers.

nasnet-*      small_nasnet alone; recipe-nasnet-*: inside the recipe's model (augmentation, base, pooling, dropout, dense)
branches-*    a network with automatic names inside the recipe's model, built late, so that they are shifted: only the order tells
resnet-*      small_resnet: with Keras 2's kind of names; with a head behind it in one flat model; with a head of two layers
bad-*         small_resnet's legacy file with one thing wrong

Run: python keras_files.py OUT   (keras 3, tensorflow-cpu, h5py; node on the path, for brotli)
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from networks import build, conv2d_bn, fill  # first, as it chooses the backend

import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format

import formula


def legacy_weights(model, path) -> None:
    with h5py.File(path, "w") as f:
        legacy_h5_format.save_weights_to_hdf5_group(f, model)


def fill_head(dense) -> None:
    channels, units = dense.kernel.shape
    dense.set_weights([formula.uniform("head/kernel", (channels, units), -0.05, 0.05), formula.uniform("head/bias", (units,), -0.1, 0.1)])


def recipe(base, units=3):
    inputs = keras.Input(base.input_shape[1:])
    x = keras.layers.RandomRotation(0.1)(keras.layers.RandomFlip("horizontal")(inputs))
    x = keras.layers.GlobalAveragePooling2D()(base(x, training=False))
    x = keras.layers.Dropout(0.5)(keras.layers.Dropout(0.2)(x))
    model = keras.Model(inputs, keras.layers.Dense(units, activation="softmax", name="predictions")(x))
    fill_head(model.layers[-1])
    model.compile(keras.optimizers.Adam(1e-4), "categorical_crossentropy", metrics=["accuracy"])
    return model


def filled(network):
    model = build(network)
    fill(network, model)
    return model


def nasnet(out: Path) -> dict:
    base = filled("small_nasnet")
    legacy_weights(base, out / "nasnet-legacy.h5")
    base.save_weights(out / "nasnet.weights.h5")
    base.save(out / "nasnet-model.h5")
    base.save(out / "nasnet-model.keras")
    model = recipe(base)
    for trainable in (False, True):
        base.trainable = trainable
        model.save(out / f"recipe-nasnet-{'trainable' if trainable else 'frozen'}.h5")
    model.save(out / "recipe-nasnet.keras")
    for layer in base.layers[: len(base.layers) // 2]:
        layer.trainable = False
    legacy_weights(model, out / "recipe-nasnet-partly-legacy.h5")
    probabilities = np.asarray(model(formula.images("small", 2, 64), training=False))
    return {"images": 'images("small", 2, 64)', "probabilities": probabilities.astype(float).tolist()}


def branches():
    """Of two branches, whose first kernels have the same shape."""
    image = keras.Input((64, 64, 3))
    x = conv2d_bn(image, 4, 3, strides=2, padding="valid")
    short, long = conv2d_bn(x, 3, 1), conv2d_bn(conv2d_bn(x, 3, 1), 3, 3)
    return keras.Model(image, conv2d_bn(keras.layers.Concatenate()([long, short]), 6, 1, name="conv_7b"), name="branches")


def late_branches(out: Path) -> None:
    keras.backend.clear_session()
    base = branches()
    fill("inceptionresnetv2", base)
    late = branches()
    late.set_weights(base.get_weights())
    assert late.layers[1].name != base.layers[1].name
    model = recipe(late)
    legacy_weights(model, out / "branches-late-trainable.h5")
    for layer in late.layers[: len(late.layers) // 2]:
        layer.trainable = False
    model.save(out / "branches-late-partly-model.h5")
    legacy_weights(model, out / "branches-late-partly.h5")


def resnet(out: Path) -> None:
    base = filled("small_resnet")
    legacy_weights(base, out / "resnet-legacy.h5")
    x = keras.layers.GlobalAveragePooling2D()(base.output)
    flat = keras.Model(base.input, keras.layers.Dense(3, activation="softmax")(x))
    fill_head(flat.layers[-1])
    flat.save(out / "resnet-flat.h5")
    flat.save(out / "resnet-flat.keras")
    deep = keras.Model(base.input, keras.layers.Dense(3)(keras.layers.Dense(5)(x)))
    deep.save(out / "resnet-deep.h5")
    deep.save(out / "resnet-deep.keras")
    keras_2(out / "resnet-legacy.h5", out / "resnet-keras2.h5")


def keras_2(source: Path, target: Path) -> None:
    """Other layer names, ':0' behind the variables' names, texts of fixed length."""
    with h5py.File(source) as f, h5py.File(target, "w") as g:
        names = [n for n in f.attrs["layer_names"]]
        g.attrs["layer_names"] = np.array([f"other_{i}".encode() for i in range(len(names))])
        for i, name in enumerate(names):
            group = g.create_group(f"other_{i}")
            variables = list(f[name].attrs["weight_names"])
            renamed = [f"other_{i}_1/{v.split('/')[-1]}:0".encode() for v in variables]
            group.attrs["weight_names"] = np.array(renamed) if renamed else np.zeros(0)
            for old, new in zip(variables, renamed):
                group[new] = f[name][old][()]


KERNEL = "conv2_block1_1_conv/conv2_block1_1_conv/kernel"


def bad(out: Path) -> None:
    def damage(name, change) -> None:
        path = out / f"bad-{name}.h5"
        path.write_bytes((out / "resnet-legacy.h5").read_bytes())
        with h5py.File(path, "r+") as f:
            values = f[KERNEL][()]
            del f[KERNEL]
            change(f, values)

    def layer_names(names):
        def change(f, _):
            del f.attrs["layer_names"]
            f.attrs["layer_names"] = names
        return change

    def soft_cycle(f, _):
        f["a"] = h5py.SoftLink("/b")
        f["b"] = h5py.SoftLink("/a")
        f[KERNEL] = h5py.SoftLink("/a")

    def hard_cycle(f, _):
        group = f[KERNEL.split("/")[0]]
        group[KERNEL.split("/")[1] + "/kernel"] = group

    damage("missing", lambda f, v: None)
    damage("float16", lambda f, v: f.create_dataset(KERNEL, data=v.astype("<f2")))
    damage("float64", lambda f, v: f.create_dataset(KERNEL, data=v.astype("<f8")))
    damage("big-endian", lambda f, v: f.create_dataset(KERNEL, data=v.astype(">f4")))
    damage("integers", lambda f, v: f.create_dataset(KERNEL, data=v.astype("<i4")))
    damage("texts", lambda f, v: f.create_dataset(KERNEL, data=["a", "b"]))
    damage("chunks", lambda f, v: f.create_dataset(KERNEL, data=v, chunks=True, compression="gzip"))
    damage("huge", lambda f, v: f.create_dataset(KERNEL, shape=(2**20, 2**20), dtype="<f4", chunks=(1024, 1024)))
    damage("huge-in-place", lambda f, v: f.create_dataset(KERNEL, shape=v.shape, dtype="<f4", chunks=v.shape, maxshape=(2**40,) * 4))
    damage("terabytes", lambda f, v: f.create_dataset(KERNEL, shape=(2**20, 2**20), dtype="<f4"))
    damage("vast-chunks", lambda f, v: f.create_dataset(KERNEL, shape=v.shape, dtype="<f4", chunks=(1, 1, 2**15, 2**14), maxshape=(None,) * 4))
    damage("group", lambda f, v: f.create_group(KERNEL))
    damage("transposed", lambda f, v: f.create_dataset(KERNEL, data=v.T))
    damage("soft-cycle", soft_cycle)
    damage("hard-cycle", hard_cycle)
    damage("external-link", lambda f, v: f.__setitem__(KERNEL, h5py.ExternalLink("/etc/hostname", "/kernel")))
    damage("external-data", lambda f, v: f.create_dataset(KERNEL, shape=v.shape, dtype="<f4", external=[("/etc/passwd", 0, h5py.h5f.UNLIMITED)]))
    damage("names-are-numbers", layer_names(np.arange(5)))
    damage("names-of-nothing", layer_names(["nobody", "..", "/", ""]))
    damage("names-without-end", layer_names(np.zeros(60000, "S1")))

    path = out / "bad-cyclic-layers.h5"
    with h5py.File(path, "w") as f:
        layers = f.create_group("layers")
        for name in ("conv2d", "layers", "vars", "functional"):
            layers[name] = layers
    with h5py.File(out / "bad-deep.h5", "w") as f:
        for _ in range(3000):
            f = f.create_group("layers")
    with h5py.File(out / "bad-something-else.h5", "w") as f:
        f["measurements"] = np.arange(10.0)


def pack(folder: Path, target: Path) -> None:
    header, data = {}, b""
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        header[path.name] = {"dtype": "U8", "shape": [len(content)], "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    script = "const z=require('zlib');process.stdout.write(z.brotliCompressSync(require('fs').readFileSync(0),{params:{[z.constants.BROTLI_PARAM_LGWIN]:24}}))"
    packed = subprocess.run(["node", "-e", script], input=len(text).to_bytes(8, "little") + text + data, capture_output=True, check=True)
    target.write_bytes(packed.stdout)


if __name__ == "__main__":
    golden = Path(sys.argv[1]) / "golden"
    golden.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        expected = {"generator": f"keras {keras.__version__}", "recipe": nasnet(Path(folder))}
        late_branches(Path(folder))
        resnet(Path(folder))
        bad(Path(folder))
        pack(Path(folder), golden / "keras-files.br")
    (golden / "keras-files.json").write_text(json.dumps(expected) + "\n")
