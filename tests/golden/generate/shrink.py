"""OpenCV's shrinking by area: golden/shrink.json, pixels of cv2.resize with INTER_AREA.

Image: blocks("shrink", height, width, channels) of imaging.py. Recorded per case: the mean and 64 pixels (row, column, channel, value).

Run: python shrink.py OUT   (opencv-python-headless, numpy, pillow)
"""

import json
import sys

import cv2
import numpy as np

from formula import uniform01
from imaging import blocks

CASES = [(224, 224, 1, 96, 96), (224, 224, 3, 160, 160), (224, 224, 1, 112, 112), (331, 331, 1, 224, 224), (61, 47, 3, 20, 33), (64, 64, 1, 64, 64)]


def case(height, width, channels, to_height, to_width):
    image = blocks("shrink", height, width, channels)
    small = cv2.resize(image, (to_width, to_height), interpolation=cv2.INTER_AREA).reshape(to_height, to_width, channels)
    probes = uniform01(f"probe/{to_height}x{to_width}", 192).reshape(64, 3)
    at = [(int(a * to_height), int(b * to_width), int(c * channels)) for a, b, c in probes]
    return {"height": height, "width": width, "channels": channels, "to_height": to_height, "to_width": to_width,
            "mean": float(small.astype(np.float64).mean()), "pixels": [[i, j, c, int(small[i, j, c])] for i, j, c in at]}


if __name__ == "__main__":
    rows = ",\n".join(json.dumps(case(*c)) for c in CASES)
    with open(f"{sys.argv[1]}/golden/shrink.json", "w") as fh:
        fh.write('{"generator": "opencv %s, INTER_AREA", "cases": [\n%s\n]}\n' % (cv2.__version__, rows))
