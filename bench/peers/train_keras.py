"""The published recipe in Keras and OpenCV, on the parts of a run's manifest: both phases, from a random start, three classes.

Run: python train_keras.py RUN [--epochs 50] [--fine-tune-epochs 31]
RUN is a folder that `roentgen train --recipe published` made: its config.json tells where the images are, its manifest.csv the parts.
Prints a line per epoch, then one JSON object: epochs and seconds of each phase, accuracies, peak memory, versions.
"""

import argparse
import csv
import json
import os
import resource
import time
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import cv2
import keras
import numpy as np
import tensorflow as tf

from enhance_opencv import balance

BATCH = 64


def read(path: Path) -> np.ndarray:
    balanced = balance(cv2.resize(cv2.imread(str(path)), (224, 224)))
    grey = cv2.cvtColor(balanced, cv2.COLOR_RGB2GRAY)  # on BGR data, as published
    grey = cv2.createCLAHE(clipLimit=2.0, tileGridSize=(16, 16)).apply(grey)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)


def part(run: Path, name: str, classes: list[str]) -> tuple[np.ndarray, np.ndarray]:
    root = Path(json.loads((run / "config.json").read_text())["data"]["root"])
    rows = [row for row in csv.DictReader((run / "manifest.csv").open()) if row["split"] == name]
    images = np.stack([read(root / row["path"]) for row in rows])
    return images, keras.utils.to_categorical([classes.index(row["label"]) for row in rows], len(classes))


def callbacks() -> list[keras.callbacks.Callback]:
    return [
        keras.callbacks.EarlyStopping("val_accuracy", patience=20, restore_best_weights=True, mode="max"),
        keras.callbacks.ReduceLROnPlateau("val_accuracy", factor=0.1, patience=8, min_lr=2e-6, mode="max"),
    ]


def build(classes: int) -> tuple[keras.Model, keras.Model]:
    base = keras.applications.NASNetMobile(include_top=False, weights=None, input_shape=(224, 224, 3))
    inputs = keras.Input((224, 224, 3))
    x = keras.layers.RandomRotation(0.1)(keras.layers.RandomFlip("horizontal")(inputs))
    x = keras.layers.GlobalAveragePooling2D()(base(x, training=False))
    x = keras.layers.Dropout(0.5)(keras.layers.Dropout(0.2)(x))
    return base, keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("run", type=Path)
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("--fine-tune-epochs", type=int, default=31)
    arguments = parser.parse_args()
    keras.utils.set_random_seed(1)
    classes = json.loads((arguments.run / "config.json").read_text())["names"]
    begin = time.perf_counter()
    sets = {name: part(arguments.run, name, classes) for name in ("train", "validation", "test")}
    reading = time.perf_counter() - begin
    train = tf.data.Dataset.from_tensor_slices(sets["train"]).shuffle(len(sets["train"][0])).batch(BATCH).prefetch(2)
    validation = tf.data.Dataset.from_tensor_slices(sets["validation"]).batch(BATCH)

    base, model = build(len(classes))
    phases = []
    for trainable, rate, epochs in ((False, 1e-3, arguments.epochs), (True, 1e-4, arguments.fine_tune_epochs)):
        base.trainable = trainable
        model.compile(keras.optimizers.Adam(rate), "categorical_crossentropy", metrics=["accuracy"])
        begin = time.perf_counter()
        history = model.fit(train, validation_data=validation, epochs=epochs, callbacks=callbacks(), verbose=2).history
        seconds = time.perf_counter() - begin
        figures = {name: float(model.evaluate(*sets[name], verbose=0)[1]) for name in ("validation", "test")}
        phases.append({"epochs": len(history["loss"]), "seconds": seconds, "accuracy": figures})
    print(json.dumps({
        "readingSeconds": reading,
        "phases": phases,
        "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "versions": f"Keras {keras.__version__}, TensorFlow {tf.__version__}, OpenCV {cv2.__version__}",
    }))


if __name__ == "__main__":
    main()
