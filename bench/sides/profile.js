/**
 * Where a fine-tuning step spends its time, by operator. A line is a number of steps, which count after as many that warm up; the answer
 * `{ seconds, milliseconds: { OPERATOR: ... } }` over those steps. `node profile.js NETWORK BATCH THREADS auto|generic FOLDER`, once a process.
 */
import { hostEngine } from "../../dist/training/host-engine.js";
import { answerLines } from "./answer.js";
import { engineOf, openStep } from "./open-step.js";
import { profiledRuntime, timesIn } from "./profiled-runtime.js";

const [network, batch, threads, layout, folder] = process.argv.slice(2);
const { runtime, end } = profiledRuntime(Number(threads), folder);
const size = Number(batch);
const probing = engineOf(Number(threads)); // blocks are probed without a profile
const { step } = await openStep(hostEngine(runtime), { network, batch: size, microBatch: size, layout, probing });

await answerLines(async (line) => {
  const steps = Number(line);
  const all = [];
  for (let k = 0; k < 2 * steps; k++) all.push(await step());
  await end();
  const seconds = all.slice(steps).reduce((sum, each) => sum + each, 0);
  return { seconds, milliseconds: Object.fromEntries(timesIn(folder, steps)) };
});
