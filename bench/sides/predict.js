/**
 * Image files to judgements. A line is `overlapped` (as `predict` does it: the next images are read while the network runs) or `in order` (all
 * images first, then the network); the answer `{ seconds, images }`. `node predict.js MODEL FOLDER COUNT THREADS`
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createImagePool } from "../../dist/image/index.js";
import { loadModel, predictFiles } from "../../dist/model/index.js";
import { nodeRuntime } from "../../dist/runtime/index.js";
import { answerLines, secondsOf } from "./answer.js";

const [file, folder, count, threads] = process.argv.slice(2);
const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const every = Math.max(1, Math.floor(entries.length / Number(count)));
const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
const chosen = paths.filter((_, i) => i % every === 0).slice(0, Number(count));
const model = await loadModel(file, nodeRuntime({ threads: Number(threads) }));
const pool = createImagePool({ threads: Number(threads) });

async function overlapped() {
  for await (const result of predictFiles(model, chosen, pool)) if ("error" in result) throw result.error;
}

async function inOrder() {
  await model.predict(await Promise.all(chosen.map((path) => pool.prepare(path, model.prepare))));
}

await answerLines(async (line) => ({
  seconds: await secondsOf(line === "overlapped" ? overlapped : inOrder),
  images: chosen.length,
}));
await pool.close();
