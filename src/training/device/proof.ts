/** Whether a device computes what it should: a small training step on it, against the generic graphs on the processor. */
import { nodeRuntime } from "../../runtime/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { farthest, TOLERANCE } from "../choose-target.ts";
import type { Engine } from "../engine.ts";
import { gradientsOf, trialGradients } from "../trial-step.ts";

/** Throws E_DEVICE_WRONG where a gradient is too far off. */
export async function prove(engine: Engine): Promise<void> {
  const { target } = await engine.target("auto");
  const found = await gradientsOf(engine.openLearner, target);
  const { name, distance } = farthest(await trialGradients(nodeRuntime({ threads: 1 }), "generic"), found);
  if (distance <= TOLERANCE) return;
  throw new RoentgenError("E_DEVICE_WRONG", `a trial step's gradient of ${name} is ${distance.toExponential(1)} off`, {
    where: engine.runtime.name,
    expected: `at most ${TOLERANCE.toExponential(0)} of the gradient's l2 from the processor's`,
    received: distance.toExponential(1),
    fix: "give --device cpu, or try another driver",
  });
}
