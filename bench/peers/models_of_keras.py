"""Keras' networks with a head of three classes, on 224 x 224 images. Import this before tensorflow: it chooses the backend."""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import tensorflow as tf

from answer import python_version

NETWORKS = {"nasnetmobile": "NASNetMobile", "resnet101": "ResNet101", "inceptionresnetv2": "InceptionResNetV2"}
UNITS, SIZE = 3, 224


def use_threads(threads: int) -> None:
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    keras.utils.set_random_seed(1)


def classifier(network: str, statistics: str, scale: bool = False) -> keras.Model:
    """statistics: stored (normalisation in inference mode) or batch. scale: from bytes of 0..255 to -1..1 first."""
    base = getattr(keras.applications, NETWORKS[network])(include_top=False, weights=None, input_shape=(SIZE, SIZE, 3))
    inputs = keras.Input((SIZE, SIZE, 3))
    x = keras.layers.Rescaling(1 / 127.5, -1)(inputs) if scale else inputs
    pooled = keras.layers.GlobalAveragePooling2D()(base(x, training=statistics == "batch"))
    return keras.Model(inputs, keras.layers.Dense(UNITS)(pooled))


def versions(model: keras.Model) -> str:
    compiled = "compiled by XLA" if model.jit_compile else "not compiled by XLA"
    return f"Keras {keras.__version__} ({compiled}), TensorFlow {tf.__version__}, {python_version()}"
