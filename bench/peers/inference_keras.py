"""Keras' predictions of images in memory, from bytes.

Run: python inference_keras.py NETWORK THREADS
A line is a number of images; the answer the seconds of one call.
"""

import sys

from models_of_keras import SIZE, classifier, use_threads, versions  # first, as it chooses the backend

import numpy as np
from answer import answer_lines, seconds_of

NETWORK, THREADS = sys.argv[1], int(sys.argv[2])


def main() -> None:
    use_threads(THREADS)
    model = classifier(NETWORK, "stored", scale=True)
    random = np.random.default_rng(1)

    def reply(line: str) -> dict:
        images = random.integers(0, 256, (int(line), SIZE, SIZE, 3), dtype=np.uint8)
        return {"seconds": seconds_of(lambda: model.predict_on_batch(images))}

    answer_lines(reply, versions(model))


if __name__ == "__main__":
    main()
