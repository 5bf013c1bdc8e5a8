"""The recipe's model around a small network of two branches, as Keras 2 saved it in .keras: golden/keras-2.VERSION.keras.

2.12 and 2.13 keep layers in a group of another name, and count those with weights twice; 2.14 counts once; 2.15 writes as Keras 3 does.
Weights by formula.py, head too.

Run, with each version: python keras_2_files.py OUT   (tensorflow-cpu 2.13.1 or 2.14.1, which bring their Keras)
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras

import formula


def conv2d_bn(x, filters, kernel_size, strides=1, padding="same", name=None):
    x = keras.layers.Conv2D(filters, kernel_size, strides, padding, use_bias=False, name=name)(x)
    x = keras.layers.BatchNormalization(scale=False, name=name and f"{name}_bn")(x)
    return keras.layers.Activation("relu", name=name and f"{name}_ac")(x)


def branches():
    """As in keras_files.py."""
    image = keras.Input((64, 64, 3))
    x = conv2d_bn(image, 4, 3, strides=2, padding="valid")
    short, long = conv2d_bn(x, 3, 1), conv2d_bn(conv2d_bn(x, 3, 1), 3, 3)
    return keras.Model(image, conv2d_bn(keras.layers.Concatenate()([long, short]), 6, 1, name="conv_7b"), name="branches")


def fill(model) -> None:
    for layer in model.layers:
        if layer.weights:
            names = [w.name.split("/")[-1].split(":")[0] for w in layer.weights]
            layer.set_weights([formula.weight("inceptionresnetv2", layer.name, n, tuple(w.shape)) for n, w in zip(names, layer.weights)])


if __name__ == "__main__":
    base = branches()
    fill(base)
    inputs = keras.Input((64, 64, 3))
    x = keras.layers.RandomRotation(0.1)(keras.layers.RandomFlip("horizontal")(inputs))
    x = keras.layers.GlobalAveragePooling2D()(base(x, training=False))
    x = keras.layers.Dropout(0.5)(keras.layers.Dropout(0.2)(x))
    dense = keras.layers.Dense(3, activation="softmax", name="predictions")
    model = keras.Model(inputs, dense(x))
    dense.set_weights([formula.uniform("head/kernel", (6, 3), -0.05, 0.05), formula.uniform("head/bias", (3,), -0.1, 0.1)])
    version = ".".join(keras.__version__.split(".")[:2])
    model.save(Path(sys.argv[1]) / f"golden/keras-{version}.keras")
