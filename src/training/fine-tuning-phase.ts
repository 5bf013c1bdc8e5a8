/** Phase 2: the network is trained, all of it or from a layer on, in micro-batches whose gradients are summed to those of a batch. */
import { scalingPlanes } from "../image/index.ts";
import type { Target } from "../lowering/index.ts";
import { classifierGraph, headVariables, INPUT, LOGIT, networkNamed, trainedVariables } from "../networks/index.ts";
import { drawDropout, type Moment } from "./draws.ts";
import type { Engine } from "./engine.ts";
import type { Emit, EpochFigures } from "./events.ts";
import { LogitFigures } from "./figures-of-logits.ts";
import { requireFinite } from "./finite.ts";
import type { OpenPhase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import { byDraw, drawEpoch, imagesOfDraws } from "./sampling.ts";
import { settle } from "./settle.ts";
import { targetFeeds } from "./targets.ts";
import { chunks, imageTensor, padRows, placesOf } from "./tensors.ts";
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
  return {
    name: "fine-tuning",
    images: wholeImages(plan),
    leftOut: plan.train.places.length - wholeImages(plan),
    updatesPerEpoch: Math.ceil(wholeImages(plan) / plan.batch),
    parameters,
    updates: () => learner.updates,
    async trainEpoch(epoch, rateOf): Promise<EpochFigures> {
      const figures = new LogitFigures();
      const moment: Moment = { seed: plan.seed, phase: "fine-tuning", epoch };
      const draws = drawEpoch(moment, plan.train.places, plan.sampling).slice(0, wholeImages(plan));
      for (const [update, batch] of chunks(draws, plan.batch).entries()) {
        for (const part of chunks(batch, plan.microBatch)) {
          const images = imagesOfDraws(part, plan.train.places.length);
          const feeds = feedsOf(plan, { draws: part, images, batch: batch.length }, channels, moment);
          const { loss, logits } = await learner.micro(feeds, LOGIT);
          requireFinite(loss, moment, images);
          figures.add(logits, placesOf(plan.train, images), plan.units);
          emit({ type: "step", phase: "fine-tuning", epoch, images: part.length });
        }
        await learner.update(rateOf(update));
      }
      await learner.sync();
      return figures.figures();
    },
    async validate(): Promise<EpochFigures> {
      const figures = new LogitFigures();
      figures.add(await judge.logits(plan.validation, parameters), plan.validation.places, plan.units);
      return figures.figures();
    },
    async close(): Promise<void> {
      await Promise.all([judge.release(), learner.close()]);
    },
  };
}

type StepPlan = Pick<
  FineTuningPlan,
  "network" | "imageSize" | "microBatch" | "units" | "normalisation" | "trainedFrom"
>;

/** channels: of the features. */
export function stepOf(plan: StepPlan, target: Target): { channels: number; step: TrainingStep } {
  const network = networkNamed(plan.network).build({ imageSize: plan.imageSize, batch: plan.microBatch });
  const trained = [...trainedVariables(network, plan.trainedFrom), ...headVariables(network.channels, plan.units)];
  const step = trainingStep(classifierGraph(network, { units: plan.units, dropout: true }), {
    logit: LOGIT,
    parameters: trained.map(({ name }) => name),
    normalisation: plan.normalisation,
    target,
  });
  return { channels: network.channels, step: plan.trainedFrom === null ? step : settle(step) };
}

/** With batch statistics every micro-batch must be whole: what is left over at the end of the epoch is left out. */
function wholeImages({
  normalisation,
  microBatch,
  train: { places },
}: Pick<TrainingPlan, "normalisation" | "microBatch" | "train">): number {
  return normalisation === "stored" ? places.length : places.length - (places.length % microBatch);
}

interface MicroBatch {
  readonly draws: readonly number[];
  readonly images: readonly number[];
  /** Images of the whole batch. */
  readonly batch: number;
}

function feedsOf(
  plan: FineTuningPlan,
  { draws, images, batch }: MicroBatch,
  channels: number,
  moment: Moment,
): Map<string, Float32Array> {
  const size = plan.microBatch;
  const [first, second] = drawDropout(moment, draws, channels).map((mask) => padRows(mask, size, channels));
  return new Map([
    [INPUT, imageTensor(byDraw(plan.train), draws, size, scalingPlanes(plan.scaling, 3), moment)],
    ...targetFeeds(plan, { images, size, batch }),
    ["dropout_1", first!],
    ["dropout_2", second!],
  ]);
}
