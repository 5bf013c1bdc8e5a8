"""torchvision's crops, brightness and contrast at fixed windows and factors: golden/torchvision-augmentation.json.

Image: formula.uniform("crop/<size>", size * size * channels, 0, 255), rows of pixels with their channels side by side. Crops are
resized_crop(top, left, height, width) back to the whole size, bilinear; factors are those of adjust_brightness and adjust_contrast, on the
image over 255, times 255 again. Recorded per case: 64 pixels (row, column, channel, value); of crops none at the border, where torchvision
knows nothing of the image beyond the window.

Run: python torchvision_augmentation.py OUT   (torch, torchvision)
"""

import json
import sys

import numpy as np
import torch
import torchvision
from torchvision.transforms.v2 import functional

import formula

CROPS = [(64, 3, (0, 0, 64, 64)), (64, 3, (5, 9, 50, 48)), (63, 1, (0, 20, 60, 43)), (63, 1, (30, 0, 33, 33))]
FACTORS = [(32, channels, kind, factor) for channels in (1, 3) for kind in ("brightness", "contrast") for factor in (0.6, 1.0, 1.5)]


def image(size: int, channels: int) -> torch.Tensor:
    pixels = formula.uniform(f"crop/{size}", (size, size, channels), 0.0, 255.0)
    return torch.from_numpy(pixels).permute(2, 0, 1)


def recorded(name: str, result: torch.Tensor, border: int):
    channels, size, _ = result.shape
    inside = size - 2 * border
    at = [(border + int(a * inside), border + int(b * inside), int(c * channels)) for a, b, c in formula.uniform01(f"probe/{name}", 192).reshape(64, 3)]
    return [[i, j, c, float(result[c, i, j])] for i, j, c in at]


def crop(size, channels, window):
    top, left, height, width = window
    result = functional.resized_crop(image(size, channels), top, left, height, width, [size, size], antialias=True)
    fractions = {"left": left / size, "top": top / size, "width": width / size, "height": height / size}
    return {"size": size, "channels": channels, "window": fractions, "pixels": recorded(f"{window}", result, 2)}


def tone(size, channels, kind, factor):
    result = getattr(functional, f"adjust_{kind}")(image(size, channels) / 255, factor) * 255
    return {"size": size, "channels": channels, "kind": kind, "factor": factor, "pixels": recorded(f"{kind} {factor}", result, 0)}


if __name__ == "__main__":
    lines = lambda rows: ",\n".join(json.dumps(row) for row in rows)
    with open(f"{sys.argv[1]}/golden/torchvision-augmentation.json", "w") as fh:
        fh.write(
            '{"generator": "torchvision %s, torch %s, float32",\n"crops": [\n%s\n],\n"tones": [\n%s\n]}\n'
            % (torchvision.__version__, torch.__version__, lines(crop(*c) for c in CROPS), lines(tone(*f) for f in FACTORS))
        )
