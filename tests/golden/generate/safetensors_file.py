"""A file by the safetensors package, which ours must read, and write to the same bytes: golden/tensors.safetensors.

Run: python safetensors_file.py OUT   (pip install safetensors numpy; made with safetensors 0.8.0)
"""

import sys

import numpy as np
from safetensors.numpy import save_file

tensors = {
    "stem_conv1/kernel": np.array([[1.5, -2.0, 3.25], [0.1, np.inf, -0.0]], np.float32),
    "b/float64": np.array([1 / 3, 1e300, -1e-300], np.float64),
    "a/float64": np.array([[0.1]], np.float64),
    "int64": np.array([-(2**63), 2**63 - 1, 42], np.int64),
    "int32": np.array([-(2**31), 2**31 - 1], np.int32),
    "uint8": np.array([0, 127, 255], np.uint8),
    "int8": np.array([-128, 127, -1], np.int8),
    "bool": np.array([True, False, True]),
    "scalar": np.array(7.0, np.float32),
    "empty": np.zeros((0, 3), np.float32),
    "naïve \"name\"\n": np.array([1.0], np.float32),
}

if __name__ == "__main__":
    save_file(tensors, f"{sys.argv[1]}/golden/tensors.safetensors", metadata={"format": "np"})
