"""A model.onnx in stock ONNX Runtime: its golden vectors, made from the formula in its metadata, its `probability` against its `logit`, and its fingerprint.

    python bench/peers/model_onnxruntime.py MODEL...      (pip install onnx onnxruntime numpy)

Prints the largest difference of the logits, as a part of the largest one (at least 1); status 1 above 1e-4.
"""

import hashlib
import json
import sys

import numpy as np
import onnx
import onnxruntime

TOLERANCE = 1e-4


def golden_image(n, height, width, channels):
    c, y, x = np.meshgrid(np.arange(channels), np.arange(height), np.arange(width), indexing="ij")
    return (((n + 2) * x + (c + 3) * y + x * y // 16) % 256).astype(np.uint8)


def probability_of(logit):
    z = logit.astype(np.float64)
    if z.shape[1] == 1:
        return 1 / (1 + np.exp(-z))
    powers = np.exp(z - z.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def fingerprint(initializers):
    digest = hashlib.sha256()
    for tensor in sorted(initializers, key=lambda each: each.name.encode()):
        values = onnx.numpy_helper.to_array(tensor)
        head = [tensor.name, str(values.dtype), list(tensor.dims)]
        digest.update((json.dumps(head, separators=(",", ":"), ensure_ascii=False) + "\n").encode() + values.tobytes())
    return digest.hexdigest()


def check(path):
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    described = json.loads(session.get_modelmeta().custom_metadata_map["roentgen"])
    assert fingerprint(onnx.load(path).graph.initializer) == described["fingerprint"]
    image, expected = described["image"], np.array(described["golden"]["logits"])
    assert described["golden"]["pixels"] == "((n + 2) * x + (c + 3) * y + floor(x * y / 16)) mod 256"
    images = np.stack([golden_image(n, image["height"], image["width"], image["channels"]) for n in range(len(expected))])
    logit, probability = session.run(["logit", "probability"], {"image": images})
    one_by_one = np.concatenate([session.run(["logit"], {"image": images[n : n + 1]})[0] for n in range(len(images))])
    largest = max(1, np.abs(expected).max())
    difference = max(np.abs(logit - expected).max(), np.abs(one_by_one - expected).max()) / largest
    apart = np.abs(probability - probability_of(logit)).max()
    print(f"{path}: {described['network']}, {described['task']}, logits within {difference:.1e}, probabilities within {apart:.1e}")
    return difference <= TOLERANCE and apart <= TOLERANCE


print(f"onnxruntime {onnxruntime.__version__}, onnx {onnx.__version__}")
sys.exit(0 if all([check(path) for path in sys.argv[1:]]) else 1)
