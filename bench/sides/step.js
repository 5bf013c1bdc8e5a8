/**
 * A fine-tuning step: forward, backward, Adam, everything trainable, on noise. A line is a number of steps; the answer `{ seconds: [...] }`, one
 * for each. `node step.js NETWORK --batch 16 --micro-batch 16 --threads 2 [--normalisation stored]`; `--micro-batch auto` is what `train` takes.
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
  },
});
const [network] = positionals;
const micro = values["micro-batch"];
const microBatch = micro === "auto" ? microBatchFor(baseOf(networkNamed(network).build()), totalmem()) : Number(micro);
const { step } = await openStep(engineOf(Number(values.threads)), {
  network,
  batch: Number(values.batch),
  microBatch,
  normalisation: values.normalisation,
});

await answerLines(async (line) => {
  const seconds = [];
  for (let k = 0; k < Number(line); k++) seconds.push(await step());
  return { seconds, microBatch };
});
