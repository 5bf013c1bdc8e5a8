/**
 * A model.onnx, of any precision, in our runtime. A line is a number of inferences; the answer the seconds that they take.
 * `node precision.js MODEL IMAGES THREADS [FOLDER]`; IMAGES: of an inference, such as 1 or 16; FOLDER: profile, and leave the profile there.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { readOnnx } from "../../dist/graph/index.js";
import { nodeRuntime } from "../../dist/runtime/index.js";
import { stream } from "../../dist/util/random.js";
import { answerLines, secondsOf } from "./answer.js";

const [path, images = "1", threads = "2", folder] = process.argv.slice(2);
const file = readFileSync(path);
const { graph } = readOnnx(file);
const shape = [Number(images), ...graph.values.get("image").shape.slice(1)];
const random = stream(1, "pixels");
const pixels = Uint8Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.integer(256));

async function open() {
  if (folder === undefined) {
    const session = await nodeRuntime({ threads: Number(threads) }).open(graph, { file });
    return { run: () => session.run(new Map([["image", pixels]])), close: () => session.release() };
  }
  const options = { intraOpNumThreads: Number(threads), logSeverityLevel: 3 };
  const profile = { enableProfiling: true, profileFilePrefix: join(folder, "model") };
  const session = await ort.InferenceSession.create(file, { ...options, ...profile });
  const feed = { image: new ort.Tensor("uint8", pixels, shape) };
  return { run: () => session.run(feed), close: () => session.endProfiling() };
}

const model = await open();
const infer = async (count) => {
  for (let k = 0; k < count; k++) await model.run();
};
await answerLines(async (line) => ({ seconds: await secondsOf(() => infer(Number(line))) }));
await model.close();
