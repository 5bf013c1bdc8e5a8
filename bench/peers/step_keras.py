"""Keras' side of bench/step.js: a network on 224 x 224 images, normalisation in inference mode, everything trainable, Adam.

Run: python step_keras.py NETWORK BATCH THREADS
Each line of standard input is a number of steps; the answer is a line with the seconds of each. At the end of the input: peak memory and versions.
"""

import json
import os
import resource
import sys
import time

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import tensorflow as tf

NETWORK = {"nasnetmobile": "NASNetMobile", "resnet101": "ResNet101", "inceptionresnetv2": "InceptionResNetV2"}[sys.argv[1]]
BATCH, THREADS = (int(text) for text in sys.argv[2:4])
UNITS, SIZE, RATE = 3, 224, 1e-4


def build() -> keras.Model:
    base = getattr(keras.applications, NETWORK)(include_top=False, weights=None, input_shape=(SIZE, SIZE, 3))
    inputs = keras.Input((SIZE, SIZE, 3))
    pooled = keras.layers.GlobalAveragePooling2D()(base(inputs, training=False))
    model = keras.Model(inputs, keras.layers.Dense(UNITS)(pooled))
    model.compile(keras.optimizers.Adam(RATE), keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


def main() -> None:
    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)
    keras.utils.set_random_seed(1)
    model = build()
    images = np.random.default_rng(1).uniform(-1, 1, (BATCH, SIZE, SIZE, 3)).astype(np.float32)
    labels = np.eye(UNITS, dtype=np.float32)[np.arange(BATCH) % UNITS]

    def step() -> float:
        begin = time.perf_counter()
        model.train_on_batch(images, labels)  # returns the loss as a number, so that the step has ended
        return time.perf_counter() - begin

    for line in sys.stdin:
        print(json.dumps({"seconds": [step() for _ in range(int(line))]}), flush=True)
    compiled = "compiled by XLA" if model.jit_compile else "not compiled by XLA"
    print(json.dumps({
        "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "versions": f"Keras {keras.__version__} ({compiled}), TensorFlow {tf.__version__}, Python {sys.version.split()[0]}",
    }))


if __name__ == "__main__":
    main()
