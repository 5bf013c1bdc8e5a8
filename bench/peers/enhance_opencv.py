"""Decode, resize, white balance, grey, CLAHE with OpenCV, as the recipe's own code does it; as a program: written as PNG by two processes.

Run: python enhance_opencv.py IN OUT SIZE
SIZE: 224, or full. Prints one JSON object: images, seconds (of the work, without start-up), peak memory, versions.
"""

import json
import multiprocessing
import resource
import sys
import time
from pathlib import Path

import cv2
import numpy as np
from answer import python_version

PROCESSES = 2


def balance(bgr: np.ndarray) -> np.ndarray:
    out = np.empty_like(bgr)
    for c in range(3):
        channel = bgr[:, :, c].astype(np.float64)
        low, high = np.percentile(channel, (0.05, 99.95))
        if high <= low:
            out[:, :, c] = bgr[:, :, c]
            continue
        out[:, :, c] = np.clip((channel - low) * 255.0 / (high - low), 0, 255).astype(np.uint8)
    return out


def enhanced(path: str, size: int | None, weights: int) -> np.ndarray:
    """weights: OpenCV's conversion to grey."""
    image = cv2.imread(path)
    grey = cv2.cvtColor(balance(image if size is None else cv2.resize(image, (size, size))), weights)
    return cv2.createCLAHE(clipLimit=2.0, tileGridSize=(16, 16)).apply(grey)


def start() -> None:
    cv2.setNumThreads(1)  # the processes are the parallelism


def write(job: tuple[str, str, int | None]) -> None:
    source, target, size = job
    cv2.imwrite(target, enhanced(source, size, cv2.COLOR_BGR2GRAY))


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    size = None if sys.argv[3] == "full" else int(sys.argv[3])
    target.mkdir(parents=True, exist_ok=True)
    files = [f for f in sorted(source.rglob("*")) if f.is_file()]
    jobs = [(str(f), str(target / f"{i}.png"), size) for i, f in enumerate(files)]
    with multiprocessing.Pool(PROCESSES, start) as pool:
        pool.map(abs, range(PROCESSES))
        begin = time.perf_counter()
        pool.map(write, jobs, chunksize=1 if len(jobs) < 100 else 4)
        seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + PROCESSES * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"images": len(files), "seconds": seconds, "peakMegabytes": peak / 1024,
                      "versions": f"OpenCV {cv2.__version__}, NumPy {np.__version__}, {python_version()}"}))
