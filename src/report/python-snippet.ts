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


session = onnxruntime.InferenceSession(sys.argv[1])
model = json.loads(session.get_modelmeta().custom_metadata_map["roentgen"])
for path in sys.argv[2:]:
    [said] = session.run(["probability"], {"image": prepared(path, model["image"])})[0]  # calibrated
    point = model["operatingPoint"]
    if point is None:
        probabilities, decision = said, int(np.argmax(said))
    else:
        probabilities, decision = [1 - said[0], said[0]], int(said[0] >= point["threshold"])
    named = {name: float(p) for name, p in zip(model["names"], probabilities)}
    print(json.dumps({"path": path, "decision": model["names"][decision], "probabilities": named}))
`;
