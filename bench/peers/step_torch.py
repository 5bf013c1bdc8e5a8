"""PyTorch's fine-tuning step: stored statistics, everything trainable, Adam, on noise.

Run: python step_torch.py NETWORK BATCH THREADS eager|compiled      (DEVICE=cuda: on a GPU)
A line is a number of steps; the answer `{"seconds": [...]}`, one for each.
"""

import os
import sys

import torch
from answer import answer_lines, seconds_of
from models_of_torch import UNITS, VERSIONS, classifier, forward_of, noise

NETWORK, BATCH, THREADS, MODE = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
DEVICE = os.environ.get("DEVICE", "cpu")


def main() -> None:
    model = classifier(NETWORK, THREADS).to(DEVICE)  # gradients flow in evaluation mode all the same
    optimizer = torch.optim.Adam(model.parameters(), 1e-4)
    forward = forward_of(model, MODE)
    images, labels = noise(BATCH).to(DEVICE), (torch.arange(BATCH) % UNITS).to(DEVICE)

    def step() -> None:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(forward(images), labels)
        loss.backward()
        optimizer.step()
        loss.item()

    answer_lines(lambda line: {"seconds": [seconds_of(step) for _ in range(int(line))]}, VERSIONS)


if __name__ == "__main__":
    main()
