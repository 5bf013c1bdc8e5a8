/**
 * Prediction from decoded images, as `predict` and programs do it. A line is a number of images; the answer the seconds of one call.
 * `node inference.js MODEL THREADS`
 */
import { loadModel } from "../../dist/model/index.js";
import { nodeRuntime } from "../../dist/runtime/index.js";
import { stream } from "../../dist/util/random.js";
import { answerLines, secondsOf } from "./answer.js";

const [path, threads] = process.argv.slice(2);
const model = await loadModel(path, nodeRuntime({ threads: Number(threads) }));
const { width, height, channels } = model.description.image;
const random = stream(1, "image");
const image = () => ({
  width,
  height,
  channels,
  data: Uint8Array.from({ length: width * height * channels }, () => Math.floor(256 * random.next())),
});
const images = [];

await answerLines(async (line) => {
  const count = Number(line);
  while (images.length < count) images.push(image());
  return { seconds: await secondsOf(() => model.predict(images.slice(0, count))) };
});
