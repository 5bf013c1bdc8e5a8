/** A Python with OpenCV and ONNX Runtime, for tests of what people without Node are given. */
import { spawnSync } from "node:child_process";

/** ROENTGEN_PEER_PYTHON, if set, is the only place. */
export function findPython(): string | undefined {
  const stated = process.env.ROENTGEN_PEER_PYTHON;
  const places = stated === undefined ? ["python3", "python"] : [stated];
  return places.find((place) => spawnSync(place, ["-c", "import cv2, onnxruntime"]).status === 0);
}

/** Why tests in Python are left out, or undefined where they run. ROENTGEN_REQUIRE_PYTHON=1 makes a missing one an error. */
export function noPython(): string | undefined {
  if (findPython() !== undefined) return undefined;
  const reason = "no Python with cv2 and onnxruntime on the path, nor named by ROENTGEN_PEER_PYTHON";
  if (process.env.ROENTGEN_REQUIRE_PYTHON === "1") throw new Error(reason);
  return reason;
}
