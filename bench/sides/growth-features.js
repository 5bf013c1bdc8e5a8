/**
 * Seconds and peak memory of a frozen phase over many images, whose features cost next to nothing: what is left is their keeping.
 * node bench/sides/growth-features.js IMAGES [VIEWS]; the cache lies in ROENTGEN_CACHE: a first run finds it cold, a second one warm.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GraphBuilder } from "../../dist/graph/index.js";
import { closePixelFile, createPixelFile, startTraining, writePixels } from "../../dist/training/index.js";
import { cacheFolder } from "../../dist/util/cache-folder.js";

const [images, views] = [Number(process.argv[2]), Number(process.argv[3] ?? 8)];
const SIZE = 8;
const CHANNELS = 1056;

/** One matrix product instead of a network, with as many features as NASNetMobile. */
function cheapBase() {
  const g = new GraphBuilder("cheap");
  const x = g.input("image", { type: "float32", shape: ["N", 3, SIZE, SIZE] });
  const values = Float32Array.from({ length: 3 * SIZE * SIZE * CHANNELS }, (_, i) => Math.sin(i));
  const kernel = g.constant({ type: "float32", shape: [3 * SIZE * SIZE, CHANNELS], data: values });
  const flat = g.op("Reshape", [x, g.ints([0, 3 * SIZE * SIZE])]);
  g.output(g.op("MatMul", [flat, kernel], {}, { name: "features" }));
  return { name: "cheap", graph: g.build(), channels: CHANNELS, variables: [] };
}

const pixels = createPixelFile(tmpdir(), { width: SIZE, height: SIZE, channels: 1, images });
for (let i = 0; i < images; i++) {
  const data = Uint8Array.from({ length: SIZE * SIZE }, (_, at) => (i * 7919 + at * 104729) >>> 3);
  writePixels(pixels, i, { width: SIZE, height: SIZE, channels: 1, data });
}

/** Every tenth image validates. */
function part(chosen) {
  const records = Array.from({ length: images }, (_, i) => i).filter(chosen);
  return {
    images: { pixels, records, identities: records.map((i) => `image ${i}`.padEnd(64, "-")) },
    places: records.map((i) => i % 2),
  };
}

const plan = {
  network: cheapBase(),
  imageSize: SIZE,
  scaling: "symmetric",
  units: 1,
  seed: 1,
  batch: 64,
  microBatch: 64,
  frozen: { epochs: views, rate: 0.001 },
  views,
  fineTuning: { epochs: 0, rate: 0.001 },
  patience: 20,
  normalisation: "stored",
  threads: null,
  device: "cpu",
  layout: "generic",
  cache: { folder: join(cacheFolder(), "features"), limit: 1e10, made: {} },
  train: part((i) => i % 10 !== 0),
  validation: part((i) => i % 10 === 0),
  start: new Map(),
};

let cached = 0;
const start = performance.now();
await startTraining(plan, (event) => {
  if (event.type === "features" && event.done === event.images) cached += event.cached;
  if (event.type === "cache-problem") process.stderr.write(`${event.problem}\n`);
});
closePixelFile(pixels);
const seconds = (performance.now() - start) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `${JSON.stringify({ images, views, cached, seconds: Number(seconds.toFixed(1)), megabytes: Math.round(megabytes) })}\n`,
);
