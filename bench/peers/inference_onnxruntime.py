"""ONNX Runtime's predictions with an exported model.onnx, from bytes in memory.

Run: python inference_onnxruntime.py MODEL THREADS
A line is a number of images; the answer the seconds of one call.
"""

import sys

import numpy as np
import onnxruntime
from answer import answer_lines, python_version, seconds_of

MODEL, THREADS = sys.argv[1], int(sys.argv[2])


def main() -> None:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(MODEL, options, providers=["CPUExecutionProvider"])
    shape = session.get_inputs()[0].shape[1:]
    random = np.random.default_rng(1)

    def reply(line: str) -> dict:
        images = random.integers(0, 256, (int(line), *shape), dtype=np.uint8)
        return {"seconds": seconds_of(lambda: session.run(["probability"], {"image": images}))}

    answer_lines(reply, f"onnxruntime {onnxruntime.__version__}, {python_version()}")


if __name__ == "__main__":
    main()
