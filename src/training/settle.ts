/**
 * A step of a network of which a part is frozen: what is computed from that part's parameters alone (kernels with stored normalisation folded in, in
 * the layout that they are read in) is computed once for all updates, and is a constant of the micro-batch's graph, which the runtime may lay out
 * as it likes.
 */
import { dependents, extract, type Graph } from "../graph/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Parameters } from "./parameters.ts";
import type { TrainingStep } from "./training-step.ts";

export function settle(step: TrainingStep): TrainingStep {
  const { prepare, micro } = step;
  const changing = dependents(prepare, changingParameters(step));
  const constant = prepare.outputs.filter((name) => !changing.has(name));
  return {
    ...step,
    settled: extract(prepare, { name: "settled", outputs: constant }),
    prepare: extract(prepare, { outputs: prepare.outputs.filter((name) => changing.has(name)) }),
    micro: asParameters(micro, new Set(constant)),
  };
}

/** Trained, or statistics that move. */
const changingParameters = ({ gradients, moving }: TrainingStep): string[] => [...gradients.keys(), ...moving.keys()];

const asParameters = (graph: Graph, names: ReadonlySet<string>): Graph => ({
  ...graph,
  inputs: graph.inputs.filter((name) => !names.has(name)),
  parameters: [...graph.parameters, ...names],
});

/** Values of what the micro-batch's graph reads and nothing changes; of a step that was not settled, none. */
export async function constantsOf(
  runtime: Runtime,
  step: TrainingStep,
  parameters: Parameters,
): Promise<Parameters | undefined> {
  if (step.settled === undefined) return undefined;
  const session = await runtime.open(step.settled, { asItStands: true });
  const values = new Map([...parameters, ...(await session.run(parameters))]);
  await session.release();
  const changing = new Set(changingParameters(step));
  const names = step.micro.parameters.filter((name) => !changing.has(name));
  return new Map(names.map((name) => [name, values.get(name)!]));
}
