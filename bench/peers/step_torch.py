"""PyTorch's side of bench/step.js: a network on 224 x 224 images, normalisation in inference mode, everything trainable, Adam, channels last.

Run: python step_torch.py NETWORK BATCH THREADS eager|compiled      (torch, torchvision, timm; DEVICE=cuda: on a GPU)
Each line of standard input is a number of steps; the answer is a line with the seconds of each. At the end of the input: peak memory and versions.
"""

import json
import os
import resource
import sys
import time

import timm
import torch
import torchvision

NETWORK, MODE = sys.argv[1], sys.argv[4]
BATCH, THREADS = (int(text) for text in sys.argv[2:4])
UNITS, SIZE, RATE = 3, 224, 1e-4
DEVICE = os.environ.get("DEVICE", "cpu")


def build() -> torch.nn.Module:
    if NETWORK == "resnet101":
        return torchvision.models.resnet101(weights=None, num_classes=UNITS)
    if NETWORK == "inceptionresnetv2":
        return timm.create_model("inception_resnet_v2", pretrained=False, num_classes=UNITS)
    raise SystemExit(f"PyTorch's libraries have no {NETWORK}")


def main() -> None:
    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    model = build().to(DEVICE, memory_format=torch.channels_last).eval()  # eval: stored statistics; gradients flow all the same
    optimizer = torch.optim.Adam(model.parameters(), RATE)
    forward = torch.compile(model) if MODE == "compiled" else model
    images = (2 * torch.rand(BATCH, 3, SIZE, SIZE) - 1).to(DEVICE, memory_format=torch.channels_last)
    labels = (torch.arange(BATCH) % UNITS).to(DEVICE)

    def step() -> float:
        begin = time.perf_counter()
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(forward(images), labels)
        loss.backward()
        optimizer.step()
        loss.item()
        return time.perf_counter() - begin

    for line in sys.stdin:
        print(json.dumps({"seconds": [step() for _ in range(int(line))]}), flush=True)
    print(json.dumps({
        "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "versions": f"PyTorch {torch.__version__}, torchvision {torchvision.__version__}, timm {timm.__version__}",
    }))


if __name__ == "__main__":
    main()
