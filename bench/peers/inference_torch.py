"""PyTorch's predictions of images in memory, from scaled numbers.

Run: python inference_torch.py NETWORK THREADS eager|compiled
A line is a number of images; the answer the seconds of one call.
"""

import sys

import torch
from answer import answer_lines, seconds_of
from models_of_torch import VERSIONS, classifier, forward_of, noise

NETWORK, THREADS, MODE = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def main() -> None:
    forward = forward_of(classifier(NETWORK, THREADS), MODE)

    @torch.inference_mode()
    def reply(line: str) -> dict:
        images = noise(int(line))
        return {"seconds": seconds_of(lambda: forward(images).numpy())}

    answer_lines(reply, VERSIONS)


if __name__ == "__main__":
    main()
