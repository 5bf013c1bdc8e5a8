/** The process in which a device is tried: it takes one order, and answers. */
import { readFileSync } from "node:fs";
import { RoentgenError } from "../../util/error.ts";
import type { Engine } from "../engine.ts";
import { engineOn } from "../engine-on.ts";
import { measureInference, measureStep } from "./measure.ts";
import { prove } from "./proof.ts";
import type { TrialAnswer, TrialOrder } from "./trial-work.ts";

const clock = (): number => performance.now();

/** Seconds. */
async function measure(engine: Engine, { work }: TrialOrder): Promise<number> {
  if (work.kind === "step") return measureStep(engine, work, clock);
  if (work.kind === "inference") return measureInference(engine.runtime, work, readFileSync, clock);
  const begin = clock();
  await prove(engine);
  return (clock() - begin) / 1000;
}

async function answer(order: TrialOrder): Promise<TrialAnswer> {
  try {
    return { seconds: await measure(engineOn(order.device, order.threads), order) };
  } catch (error) {
    return { problem: problemOf(error as Error) }; // runtimes throw Errors
  }
}

const problemOf = (error: Error): string =>
  (error instanceof RoentgenError ? error.details.received : undefined) ?? error.message;

process.once("message", async (order) => {
  const told = await answer(order as TrialOrder); // what try-device.ts sends
  process.send?.(told, () => process.exit());
});
