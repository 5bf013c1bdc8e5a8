/** Phase 2: the network is trained, all of it or from a layer on, in micro-batches whose gradients are summed to those of a batch. */
import type { Graph } from "../graph/index.ts";
import { scalingPlanes } from "../image/index.ts";
import type { Target } from "../lowering/index.ts";
import {
  classifierGraph,
  FEATURES,
  headVariables,
  INPUT,
  LOGIT,
  type Network,
  networkNamed,
  trainedVariables,
} from "../networks/index.ts";
import { augmentationAt } from "./augmentation.ts";
import { drawDropout, type Moment } from "./draws.ts";
import type { Engine } from "./engine.ts";
import { type Estimator, estimatorGraphs, openEstimator } from "./estimator.ts";
import type { Emit } from "./events.ts";
import type { EpochFigures } from "./figures-of-logits.ts";
import { LogitFigures } from "./figures-of-logits.ts";
import { gradientNotFinite, lossNotFinite } from "./finite.ts";
import { firstNotFinite, layerOfValue } from "./first-not-finite.ts";
import type { Learner } from "./learner.ts";
import { type Opened, openTogether } from "./opened.ts";
import type { Feeds, Parameters } from "./parameters.ts";
import type { AfterUpdate, EpochOrder, OpenPhase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import { byDraw, drawEpoch, imagesOfDraws } from "./sampling.ts";
import { settle } from "./settle.ts";
import { targetFeeds } from "./targets.ts";
import { chunks, imageTensor, padRows, placesOf, stepPlace } from "./tensors.ts";
import { normalizedAs, type TrainingStep, trainingStep } from "./training-step.ts";

/** Of a network that there are rules of differentiation for. */
type FineTuningPlan = TrainingPlan & { readonly network: string };

export function openFineTuningPhase(
  engine: Engine,
  plan: FineTuningPlan,
  parameters: Parameters,
  emit: Emit,
): Promise<OpenPhase> {
  return openTogether(async (opened) => {
    const { channels, learner, judge, estimator } = await openParts(engine, { plan, parameters, emit }, opened);
    return {
      name: "fine-tuning",
      images: wholeImages(plan),
      leftOut: plan.train.places.length - wholeImages(plan),
      updatesPerEpoch: Math.ceil(wholeImages(plan) / plan.batch),
      parameters,
      learner,
      trainEpoch: (order, afterUpdate) =>
        trainEpoch({ engine, plan, parameters, learner, channels, emit }, order, afterUpdate),
      async validate(): Promise<EpochFigures> {
        await estimator?.estimate(parameters);
        const figures = new LogitFigures();
        figures.add(await judge.logits(plan.validation, parameters), plan.validation.places, plan.units);
        return figures.figures();
      },
      close: () => opened.close(),
    };
  });
}

async function openParts(engine: Engine, { plan, parameters, emit }: Given, opened: Opened) {
  const { target, why } = await engine.target(plan.layout);
  emit({ type: "layout", phase: "fine-tuning", block: typeof target === "string" ? null : target.blocked, why });
  const { channels, step } = stepOf(plan, target);
  const { learner, judge } = await engine.openLearnerAndJudge(step, parameters, plan, target);
  opened.add(learner, (one) => one.close());
  opened.add(judge, (one) => one.release());
  const estimator = await estimatorOf(engine, plan, step, target);
  opened.add(estimator, (one) => one?.release());
  return { channels, learner, judge, estimator };
}

type Given = Pick<Parts, "plan" | "parameters" | "emit">;

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

interface Parts {
  readonly engine: Engine;
  readonly plan: FineTuningPlan;
  readonly parameters: Parameters;
  readonly learner: Learner;
  /** Of the features. */
  readonly channels: number;
  readonly emit: Emit;
}

async function trainEpoch(
  parts: Parts,
  { epoch, rateOf, done }: EpochOrder,
  afterUpdate: AfterUpdate,
): Promise<EpochFigures> {
  const { plan, learner, channels, emit } = parts;
  const figures = new LogitFigures(done.sums);
  const moment: Moment = { seed: plan.seed, phase: "fine-tuning", epoch };
  const { places } = plan.train;
  const batches = chunks(drawEpoch(moment, places, plan.sampling).slice(0, wholeImages(plan)), plan.batch);
  for (const [step, batch] of batches.entries()) {
    if (step < done.steps) continue;
    const placeOf = (images: readonly number[]) => stepPlace(plan.train, { ...moment, step: step + 1, images });
    for (const draws of chunks(batch, plan.microBatch)) {
      const images = imagesOfDraws(draws, places.length);
      const feeds = feedsOf(plan, { draws, images, batch: batch.length }, channels, moment);
      const { loss, logits } = await learner.micro(feeds, LOGIT);
      if (!Number.isFinite(loss)) throw lossNotFinite(loss, placeOf(images), await layerOf(parts, feeds));
      figures.add(logits, placesOf(plan.train, images), plan.units);
      emit({ type: "step", phase: "fine-tuning", epoch, images: images.length });
    }
    await learner.update(rateOf(step)).catch(gradientNotFinite(placeOf(imagesOfDraws(batch, places.length))));
    await afterUpdate({ steps: step + 1, sums: figures.sums() });
  }
  await learner.sync();
  return figures.figures();
}

type StepPlan = Pick<
  FineTuningPlan,
  "network" | "imageSize" | "microBatch" | "units" | "normalisation" | "statistics" | "trainedFrom"
>;

/** channels: of the features. */
export function stepOf(plan: StepPlan, target: Target): { channels: number; step: TrainingStep } {
  const { network, model, trained } = modelOf(plan);
  const { normalisation, statistics } = plan;
  const step = trainingStep(model, { logit: LOGIT, parameters: trained, normalisation, statistics, target });
  return { channels: network.channels, step: plan.trainedFrom === null ? step : settle(step) };
}

function modelOf(plan: StepPlan): { network: Network; model: Graph; trained: string[] } {
  const network = networkNamed(plan.network).build({ imageSize: plan.imageSize, batch: plan.microBatch });
  const variables = trainedVariables(network, plan.trainedFrom);
  const trained = [...variables, ...headVariables(network.channels, plan.units)].map(({ name }) => name);
  return { network, model: classifierGraph(network, { units: plan.units, dropout: true }), trained };
}

/** The layer in which a micro-batch first stops being finite, on its way forward. */
async function layerOf({ engine, plan, parameters, learner }: Parts, feeds: Feeds): Promise<string | null> {
  const { network, model, trained } = modelOf(plan);
  await learner.sync();
  const { arrays } = await learner.state(); // holds what is trained where the parameters are averages of it
  const graph = normalizedAs(plan.normalisation, model, trained);
  const value = await firstNotFinite(engine.runtime, graph, new Map([...parameters, ...arrays, ...feeds]));
  const layers = new Set([...network.layers.map(({ name }) => name), FEATURES, LOGIT]);
  return value === null ? null : layerOfValue(graph, value, layers);
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
  const augmented = augmentationAt(plan.augmentation, moment);
  const [first, second] = drawDropout(moment, draws, channels, plan.dropout).map((mask) =>
    padRows(mask, size, channels),
  );
  return new Map([
    [INPUT, imageTensor(byDraw(plan.train), draws, size, scalingPlanes(plan.scaling, 3), augmented)],
    ...targetFeeds(plan, { images, size, batch }),
    ["dropout_1", first!],
    ["dropout_2", second!],
  ]);
}
