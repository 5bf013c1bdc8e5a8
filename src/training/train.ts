/** A training run: the start of all parameters, the frozen phase, the fine-tuning phase. It prints and writes nothing; it emits events. */
import { sizeOf } from "../graph/index.ts";
import { type Base, baseOf, headVariables, initialParameters, networkNamed, type Variable } from "../networks/index.ts";
import { RoentgenError } from "../util/error.ts";
import { stream } from "../util/random.ts";
import type { Emit } from "./events.ts";
import { openFineTuningPhase } from "./fine-tuning-phase.ts";
import { openFrozenPhase } from "./frozen-phase.ts";
import type { TrainingMeans } from "./means.ts";
import { runPhase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import type { Parameters } from "./trainer.ts";

export async function train(plan: TrainingPlan, means: TrainingMeans, emit: Emit): Promise<void> {
  const { network, imageSize, patience } = plan;
  const { engine, clock } = means;
  const base = typeof network === "string" ? baseOf(networkNamed(network).build({ imageSize })) : network;
  const parameters = startOf(base, plan);

  const frozen = await openFrozenPhase(means, base, plan, parameters, emit);
  const ran = await runPhase(frozen, { ...plan.frozen, patience }, emit, clock);
  await frozen.close();

  if (typeof network === "string") {
    const fineTuning = await openFineTuningPhase(engine, { ...plan, network }, parameters, emit);
    const { epochs, rate } = plan.fineTuning;
    const planned = typeof epochs === "number" ? epochs : Math.max(0, epochs.total - ran);
    await runPhase(fineTuning, { epochs: planned, rate, patience }, emit, clock);
    await fineTuning.close();
  }
  emit({ type: "done", parameters });
}

/** Given values, or those that Keras would draw, from the run's seed. */
function startOf(base: Base, { start, seed, units }: TrainingPlan): Parameters {
  const variables = [...base.variables, ...headVariables(base.channels, units)];
  for (const variable of variables) requireSize(start.get(variable.name), variable);
  return initialParameters(variables, (name) => stream(seed, "initial", name), start);
}

function requireSize(given: Float32Array | undefined, { name, shape }: Variable): void {
  const expected = sizeOf(shape);
  if (given === undefined || given.length === expected) return;
  throw new RoentgenError("E_WEIGHTS_SHAPE", `${name} does not fit the network`, {
    kind: "weights",
    expected: `${expected} values`,
    received: `${given.length}`,
    fix: "give the weights of this network",
  });
}
