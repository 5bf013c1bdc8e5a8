/**
 * What `predict` does, in Python with OpenCV and ONNX Runtime: for who has no Node. Every step and its settings are read from the model's own
 * metadata, so that it holds for each model: decode, resize, white balance, grey, CLAHE, then the model, which scales and calibrates.
 */

export const PYTHON_SNIPPET = `import json
import sys

import cv2
import numpy as np
import onnxruntime


def stretched(channel):
    low, high = np.percentile(channel, (0.05, 99.95))
    if high <= low:
        return channel
    return np.clip((channel - low) * 255 / (high - low), 0, 255).astype(np.uint8)


def enhanced(image, enhance):
    if "balance" in enhance["steps"]:
        image = cv2.merge([stretched(channel) for channel in cv2.split(image)])
    if "clahe" not in enhance["steps"]:
        return image
    # the published recipe swaps the weights of red and blue
    weights = cv2.COLOR_BGR2GRAY if enhance["grey"] == "correct" else cv2.COLOR_RGB2GRAY
    clahe = enhance["clahe"]
    tiles = (clahe["tilesX"], clahe["tilesY"])
    return cv2.createCLAHE(clahe["clipLimit"], tiles).apply(cv2.cvtColor(image, weights))


def prepared(path, image):
    pixels = cv2.resize(cv2.imread(path, cv2.IMREAD_COLOR), (image["width"], image["height"]))
    if image["enhance"] is not None:
        pixels = enhanced(pixels, image["enhance"])
    if pixels.ndim == 2:
        return pixels[None, None]
    return np.ascontiguousarray(pixels[:, :, ::-1].transpose(2, 0, 1)[None])  # BGR to RGB planes


def turned(logit):
    if len(logit) == 1:
        return 1 / (1 + np.exp(-logit))
    powers = np.exp(logit - logit.max())
    return powers / powers.sum()


raw = "--raw" in sys.argv  # the network's own probabilities, before calibration; decisions stay the model's
file, *images = [word for word in sys.argv[1:] if word != "--raw"]
session = onnxruntime.InferenceSession(file)
model = json.loads(session.get_modelmeta().custom_metadata_map["roentgen"])
for path in images:
    [said], [logit] = session.run(["probability", "logit"], {"image": prepared(path, model["image"])})
    point = model["operatingPoint"]
    decision = int(np.argmax(said)) if point is None else int(said[0] >= point["threshold"])
    shown = turned(logit.astype(float)) if raw else said
    probabilities = shown if point is None else [1 - shown[0], shown[0]]
    named = {name: float(p) for name, p in zip(model["names"], probabilities)}
    print(json.dumps({"path": path, "decision": model["names"][decision], "probabilities": named}))
`;
