/** A training run: the start of all parameters, the frozen phase, the fine-tuning phase. It prints and writes nothing; it emits events. */
import { sizeOf } from "../graph/index.ts";
import { type Base, baseOf, headVariables, initialValues, networkNamed, type Variable } from "../networks/index.ts";
import { RoentgenError } from "../util/error.ts";
import { stream } from "../util/random.ts";
import type { Emit } from "./events.ts";
import { openFineTuningPhase } from "./fine-tuning-phase.ts";
import { openFrozenPhase } from "./frozen-phase.ts";
import type { TrainingMeans } from "./means.ts";
import { runPhase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import type { Parameters } from "./trainer.ts";

export async function train(plan: TrainingPlan, { engine, openRows, clock }: TrainingMeans, emit: Emit): Promise<void> {
  const { network, imageSize, patience } = plan;
  const base = typeof network === "string" ? baseOf(networkNamed(network).build({ imageSize })) : network;
  const parameters = startOf(base, plan);

  const frozen = await openFrozenPhase({ engine, openRows }, base, plan, parameters, emit);
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
  return new Map(
    variables.map((variable) => {
      const given = start.get(variable.name);
      if (given !== undefined) requireSize(given, variable);
      return [variable.name, given ?? initialValues(variable, (name) => stream(seed, "initial", name))];
    }),
  );
}

function requireSize({ length }: Float32Array, { name, shape }: Variable): void {
  const expected = sizeOf(shape);
  if (length === expected) return;
  throw new RoentgenError("E_WEIGHTS_SHAPE", `${name} does not fit the network`, {
    kind: "weights",
    expected: `${expected} values`,
    received: `${length}`,
    fix: "give the weights of this network",
  });
}
