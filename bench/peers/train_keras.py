"""The published recipe in OpenCV and Keras, on the parts of a run's manifest, NASNetMobile from a random start, three classes.

Run: python train_keras.py RUN THREADS
RUN is a folder that `roentgen train --recipe published` began: its config.json tells where the images are, its manifest.csv the parts.
A line is a stage: `read` (and enhance), `frozen EPOCHS`, `fine-tune EPOCHS`, `judge`; the answer its seconds and accuracies. Nothing stops early.
"""

import csv
import json
import multiprocessing
import sys
from importlib.metadata import distributions, version
from pathlib import Path

import cv2
import numpy as np
from answer import answer_lines, python_version, seconds_of
from enhance_opencv import PROCESSES, enhanced, start

RUN, THREADS = Path(sys.argv[1]), int(sys.argv[2])
BATCH, SIZE, NEVER = 64, 224, 10**6


def tensorflow_version() -> str:
    """Of either package, without loading it: its threads are not to be copied into the pool's processes."""
    found = {each.metadata["Name"].lower().replace("_", "-"): each.version for each in distributions()}
    return found.get("tensorflow-cpu") or found["tensorflow"]


def read(path: str) -> np.ndarray:
    return cv2.cvtColor(enhanced(path, SIZE, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)  # RGB weights on BGR data, as published


def parts(classes: list[str]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """By part: images and one-hot labels."""
    root = Path(json.loads((RUN / "config.json").read_text())["data"]["root"])
    rows = list(csv.DictReader((RUN / "manifest.csv").open()))
    with multiprocessing.Pool(PROCESSES, start) as pool:  # before TensorFlow is loaded, whose threads are not to be copied
        images = np.stack(pool.map(read, [str(root / row["path"]) for row in rows]))
    labels = np.eye(len(classes), dtype=np.float32)[[classes.index(row["label"]) for row in rows]]
    split = np.array([row["split"] for row in rows])
    return {name: (images[split == name], labels[split == name]) for name in ("train", "validation")}


class Recipe:
    def __init__(self, classes: list[str]) -> None:
        self.sets = parts(classes)
        from models_of_keras import keras, tf, use_threads

        use_threads(THREADS)
        self.keras = keras
        self.train = tf.data.Dataset.from_tensor_slices(self.sets["train"]).shuffle(len(self.sets["train"][0])).batch(BATCH).prefetch(2)
        self.validation = tf.data.Dataset.from_tensor_slices(self.sets["validation"]).batch(BATCH)
        self.base = keras.applications.NASNetMobile(include_top=False, weights=None, input_shape=(SIZE, SIZE, 3))
        inputs = keras.Input((SIZE, SIZE, 3))
        x = keras.layers.RandomRotation(0.1)(keras.layers.RandomFlip("horizontal")(inputs))
        x = keras.layers.GlobalAveragePooling2D()(self.base(x, training=False))
        x = keras.layers.Dropout(0.5)(keras.layers.Dropout(0.2)(x))
        self.model = keras.Model(inputs, keras.layers.Dense(len(classes), activation="softmax")(x))

    def phase(self, trainable: bool, rate: float, epochs: int) -> None:
        keras = self.keras
        self.base.trainable = trainable
        self.model.compile(keras.optimizers.Adam(rate), "categorical_crossentropy", metrics=["accuracy"])
        callbacks = [
            keras.callbacks.EarlyStopping("val_accuracy", patience=NEVER, restore_best_weights=True, mode="max"),
            keras.callbacks.ReduceLROnPlateau("val_accuracy", factor=0.1, patience=8, min_lr=2e-6, mode="max"),
        ]
        self.model.fit(self.train, validation_data=self.validation, epochs=epochs, callbacks=callbacks, verbose=0)

    def judge(self) -> None:
        self.model.predict(self.sets["validation"][0], batch_size=BATCH, verbose=0)


def main() -> None:
    classes = json.loads((RUN / "config.json").read_text())["names"]
    recipe: list[Recipe] = []
    stages = {
        "read": lambda: recipe.append(Recipe(classes)),
        "frozen": lambda epochs: recipe[0].phase(False, 1e-3, int(epochs)),
        "fine-tune": lambda epochs: recipe[0].phase(True, 1e-4, int(epochs)),
        "judge": lambda: recipe[0].judge(),
    }

    def reply(line: str) -> dict:
        stage, *epochs = line.split()
        return {"seconds": seconds_of(lambda: stages[stage](*epochs))}

    answer_lines(reply, f"Keras {version('keras')}, TensorFlow {tensorflow_version()}, OpenCV {cv2.__version__}, NumPy {np.__version__}, {python_version()}")


if __name__ == "__main__":
    main()
