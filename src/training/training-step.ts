/**
 * A training step as graphs. prepare, once per update: what parameters alone decide (folded kernels); micro, for each micro-batch: loss,
 * logits, moving statistics, and the gradients of parameters and prepared values; finish, once per update: gradients back through the
 * preparation. Between micro and finish, gradients are summed over the micro-batches.
 */
import { type Differentiated, differentiate, pullback } from "../autodiff/index.ts";
import { dependents, extract, type Graph, GraphBuilder } from "../graph/index.ts";
import {
  type BatchNormalized,
  fold,
  hoist,
  lower,
  normalizeByBatch,
  peel,
  shareCommonValues,
  splitPrepared,
  type Target,
  withoutCopies,
} from "../lowering/index.ts";
import { withLoss } from "./loss.ts";

export interface TrainingStep {
  /** Where a part is frozen (settle.ts): what that part's parameters alone decide, once for all updates. */
  readonly settled?: Graph;
  readonly prepare: Graph;
  readonly micro: Graph;
  readonly finish: Graph;
  /** Outputs of micro that are summed, and that finish takes by the same names. */
  readonly summed: readonly string[];
  /** Parameter -> name of its gradient, an output of micro or of finish. */
  readonly gradients: ReadonlyMap<string, string>;
  /** Moving statistic -> value after the micro-batch, an output of micro. */
  readonly moving: ReadonlyMap<string, string>;
}

export interface StepOptions {
  /** Value of the logits. */
  readonly logit: string;
  /** What is trained. */
  readonly parameters: readonly string[];
  readonly normalisation: "stored" | "batch";
  /** Of batches: whether moving averages follow them (default), or they are left to an estimator. */
  readonly statistics?: "moving" | "estimated";
  /** Leave out to keep the nodes of our own, for an interpreter that knows them. */
  readonly target?: Target;
}

/** model: a graph with a fixed batch and its head. */
export function trainingStep(
  model: Graph,
  { logit, parameters, normalisation, statistics = "moving", target }: StepOptions,
): TrainingStep {
  const ofBatch = normalized(normalisation, model, parameters);
  const { graph, moving, cancelled } = statistics === "moving" ? ofBatch : withoutMoving(ofBatch, model.outputs);
  const reached = parameters.filter((name) => !cancelled.has(name));
  const others = parameters.filter((name) => cancelled.has(name));
  const { prepare, rest } = splitPrepared(withLoss(fold(graph, target), logit));
  const { direct, through } = wanted(prepare, rest, reached);
  // what a network computes twice (each NASNet reduction pools the same value twice) gets one gradient, of the sum
  const { graph: micro, gradients: summed } = differentiate(shareCommonValues(rest), "loss", [...direct, ...through]);
  const seeds = new Map(through.map((value) => [value, summed.get(value)!]));
  const indirect = reached.filter((name) => !direct.includes(name));
  const back = pullback(extract(prepare, { outputs: through }), seeds, indirect);
  const finish = withZeros(back.graph, model, others);
  const gradients = new Map(
    parameters.map((name) => [name, (finish.gradients.get(name) ?? back.gradients.get(name) ?? summed.get(name))!]),
  );
  const step = { prepare, micro, finish: finish.graph, summed: [...summed.values()], gradients };
  return { ...(target === undefined ? step : lowered(step, target)), moving };
}

function withoutMoving({ graph, cancelled }: BatchNormalized, outputs: readonly string[]): BatchNormalized {
  return { graph: extract(graph, { outputs }), moving: new Map(), cancelled };
}

/** A model as it is trained: with batch statistics in the layers that are. */
export const normalizedAs = (mode: StepOptions["normalisation"], model: Graph, trained: readonly string[]): Graph =>
  normalized(mode, model, trained).graph;

function normalized(normalisation: StepOptions["normalisation"], model: Graph, parameters: readonly string[]) {
  const trained = new Set(parameters);
  return normalizeByBatch(model, (layer) => normalisation === "batch" && trained.has(`${layer}/beta`));
}

type Graphs = Omit<TrainingStep, "moving" | "settled">;

/** What the lowering of micro added is done once per update, as far as that goes. */
function lowered({ prepare, micro, finish, summed, gradients }: Graphs, target: Target): Graphs {
  const hoisted = hoist(lower(prepare, "generic"), lower(micro, target));
  const peeled = peel(hoisted.rest, lower(finish, "generic"), summed);
  const { graph, copies } = withoutCopies(peeled.finish);
  return {
    prepare: hoisted.prepare,
    micro: peeled.micro,
    finish: graph,
    summed: peeled.summed,
    gradients: new Map([...gradients].map(([name, gradient]) => [name, copies.get(gradient) ?? gradient])),
  };
}

/** Parameters that micro reads itself, and prepared values that depend on the others. */
function wanted(prepare: Graph, rest: Graph, parameters: readonly string[]): { direct: string[]; through: string[] } {
  const read = new Set(rest.parameters);
  const direct = parameters.filter((name) => read.has(name));
  const dependent = dependents(prepare, parameters);
  return { direct, through: prepare.outputs.filter((name) => dependent.has(name)) };
}

/** Adds the gradients of parameters of the model that the loss does not depend on. */
function withZeros(part: Graph, { values }: Graph, parameters: readonly string[]): Differentiated {
  const g = GraphBuilder.from(part);
  const gradients = new Map(
    parameters.map((name) => [name, g.expand(g.scalar(0), values.get(name)!.shape as readonly number[])]), // no symbols here
  );
  for (const output of [...part.outputs, ...gradients.values()]) g.output(output);
  return { graph: g.build(), gradients };
}
