"""Keras' fine-tuning step: everything trainable, Adam, on noise.

Run: python step_keras.py NETWORK BATCH THREADS stored|batch
A line is a number of steps; the answer `{"seconds": [...]}`, one for each.
"""

import sys

from models_of_keras import SIZE, UNITS, classifier, use_threads, versions  # first, as it chooses the backend

import keras
import numpy as np
from answer import answer_lines, seconds_of

NETWORK, BATCH, THREADS, STATISTICS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]


def main() -> None:
    use_threads(THREADS)
    model = classifier(NETWORK, STATISTICS)
    model.compile(keras.optimizers.Adam(1e-4), keras.losses.CategoricalCrossentropy(from_logits=True))
    images = np.random.default_rng(1).uniform(-1, 1, (BATCH, SIZE, SIZE, 3)).astype(np.float32)
    labels = np.eye(UNITS, dtype=np.float32)[np.arange(BATCH) % UNITS]

    def step() -> None:
        model.train_on_batch(images, labels)  # returns the loss as a number, so that the step has ended

    answer_lines(lambda line: {"seconds": [seconds_of(step) for _ in range(int(line))]}, versions(model))


if __name__ == "__main__":
    main()
