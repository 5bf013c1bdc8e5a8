/** Phase 2: everything is trained, in micro-batches whose gradients are summed to those of a batch. */
import { scalingPlanes } from "../image/index.ts";
import type { Target } from "../lowering/index.ts";
import { classifierGraph, headVariables, INPUT, LOGIT, networkNamed, variablesOf } from "../networks/index.ts";
import { augmentationAt } from "./augmentation.ts";
import { drawDropout, drawOrder, type Moment } from "./draws.ts";
import type { Engine } from "./engine.ts";
import { type Estimator, estimatorGraphs, openEstimator } from "./estimator.ts";
import type { Emit, EpochFigures } from "./events.ts";
import { LogitFigures } from "./figures-of-logits.ts";
import { requireFinite } from "./finite.ts";
import type { OpenPhase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import { chunks, imageTensor, labelTensor, padRows, placesOf, weightTensor } from "./tensors.ts";
import type { Parameters } from "./trainer.ts";
import { type TrainingStep, trainingStep } from "./training-step.ts";

/** Of a network that there are rules of differentiation for. */
type FineTuningPlan = TrainingPlan & { readonly network: string };

export async function openFineTuningPhase(
  engine: Engine,
  plan: FineTuningPlan,
  parameters: Parameters,
  emit: Emit,
): Promise<OpenPhase> {
  const { target, why } = await engine.target(plan.layout);
  emit({ type: "layout", phase: "fine-tuning", block: typeof target === "string" ? null : target.blocked, why });
  const { channels, step } = stepOf(plan, target);
  const { learner, judge } = await engine.openLearnerAndJudge(step, parameters, plan, target);
  const estimator = await estimatorOf(engine, plan, step, target);
  return {
    name: "fine-tuning",
    images: wholeImages(plan),
    leftOut: plan.train.places.length - wholeImages(plan),
    parameters,
    updates: () => learner.updates,
    async trainEpoch(epoch, rate): Promise<EpochFigures> {
      const figures = new LogitFigures();
      const moment: Moment = { seed: plan.seed, phase: "fine-tuning", epoch };
      for (const batch of chunks(drawOrder(moment, plan.train.places.length).slice(0, wholeImages(plan)), plan.batch)) {
        for (const part of chunks(batch, plan.microBatch)) {
          const { loss, logits } = await learner.micro(feedsOf(plan, part, batch.length, channels, moment), LOGIT);
          requireFinite(loss, moment, part);
          figures.add(logits, placesOf(plan.train, part), plan.units);
          emit({ type: "step", phase: "fine-tuning", epoch, images: part.length });
        }
        await learner.update(rate);
      }
      await learner.sync();
      return figures.figures();
    },
    async validate(): Promise<EpochFigures> {
      await estimator?.estimate(parameters);
      const figures = new LogitFigures();
      figures.add(await judge.logits(plan.validation, parameters), plan.validation.places, plan.units);
      return figures.figures();
    },
    async close(): Promise<void> {
      await Promise.all([judge.release(), learner.close(), estimator?.release()]);
    },
  };
}

/** Of the layers that train, where their statistics are to be estimated. */
async function estimatorOf(
  { runtime }: Engine,
  plan: FineTuningPlan,
  { gradients }: TrainingStep,
  target: Target,
): Promise<Estimator | undefined> {
  if (plan.normalisation === "stored" || plan.statistics === "moving") return undefined;
  const { network, imageSize, microBatch } = plan;
  const built = networkNamed(network).build({ imageSize, batch: microBatch });
  const graphs = estimatorGraphs(built, (layer) => gradients.has(`${layer}/beta`), target);
  return openEstimator(runtime, graphs, plan);
}

type StepPlan = Pick<FineTuningPlan, "network" | "imageSize" | "microBatch" | "units" | "normalisation" | "statistics">;

/** channels: of the features. */
export function stepOf(plan: StepPlan, target: Target): { channels: number; step: TrainingStep } {
  const network = networkNamed(plan.network).build({ imageSize: plan.imageSize, batch: plan.microBatch });
  const trained = [
    ...variablesOf(network).filter(({ trainable }) => trainable),
    ...headVariables(network.channels, plan.units),
  ];
  const step = trainingStep(classifierGraph(network, { units: plan.units, dropout: true }), {
    logit: LOGIT,
    parameters: trained.map(({ name }) => name),
    normalisation: plan.normalisation,
    statistics: plan.statistics,
    target,
  });
  return { channels: network.channels, step };
}

/** With batch statistics every micro-batch must be whole: what is left over at the end of the epoch is left out. */
function wholeImages({
  normalisation,
  microBatch,
  train: { places },
}: Pick<TrainingPlan, "normalisation" | "microBatch" | "train">): number {
  return normalisation === "stored" ? places.length : places.length - (places.length % microBatch);
}

function feedsOf(
  plan: FineTuningPlan,
  part: readonly number[],
  batch: number,
  channels: number,
  moment: Moment,
): Map<string, Float32Array> {
  const size = plan.microBatch;
  const augmented = augmentationAt(plan.augmentation, moment);
  const [first, second] = drawDropout(moment, part, channels).map((mask) => padRows(mask, size, channels));
  return new Map([
    [INPUT, imageTensor(plan.train.images, part, size, scalingPlanes(plan.scaling, 3), augmented)],
    ["label", labelTensor(plan.train, part, size, plan.units)],
    ["weight", weightTensor(part.length, size, batch)],
    ["dropout_1", first!],
    ["dropout_2", second!],
  ]);
}
