/**
 * A fine-tuning step: forward, backward, Adam, on noise. A line is a number of steps; the answer `{ seconds: [...] }`, one
 * for each. `node step.js NETWORK --batch 16 --micro-batch 16 --threads 2`; `--micro-batch auto` is what `train` takes; else
 * `--normalisation stored`, `--image-size 224`, `--classes 3` and no `--unfreeze-from`.
 */
import { totalmem } from "node:os";
import { parseArgs } from "node:util";
import { baseOf, networkNamed } from "../../dist/networks/index.js";
import { microBatchFor } from "../../dist/training/index.js";
import { answerLines } from "./answer.js";
import { engineOf, openStep } from "./open-step.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    batch: { type: "string" },
    "micro-batch": { type: "string" },
    threads: { type: "string" },
    normalisation: { type: "string", default: "stored" },
    "image-size": { type: "string", default: "224" },
    classes: { type: "string", default: "3" },
    "unfreeze-from": { type: "string" },
  },
});
const [network] = positionals;
const imageSize = Number(values["image-size"]);
const micro = values["micro-batch"];
const fitting = () => microBatchFor(baseOf(networkNamed(network).build({ imageSize })), totalmem());
const microBatch = micro === "auto" ? fitting() : Number(micro);
const { step } = await openStep(engineOf(Number(values.threads)), {
  network,
  batch: Number(values.batch),
  microBatch,
  imageSize,
  units: Number(values.classes),
  normalisation: values.normalisation,
  unfreezeFrom: values["unfreeze-from"] ?? null,
});

await answerLines(async (line) => {
  const seconds = [];
  for (let k = 0; k < Number(line); k++) seconds.push(await step());
  return { seconds, microBatch };
});
