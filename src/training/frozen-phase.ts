/** Phase 1: the base does not change; its features are computed for every image and view, and the head is trained on them. */
import { type Base, FEATURES, headGraph, headVariables, LOGIT } from "../networks/index.ts";
import type { Session } from "../runtime/index.ts";
import { augmentationAt } from "./augmentation.ts";
import { type BaseFeatures, openBaseFeatures } from "./base-features.ts";
import { drawDropout, drawOrder, type Moment } from "./draws.ts";
import type { Engine } from "./engine.ts";
import type { Emit, EpochFigures } from "./events.ts";
import { LogitFigures } from "./figures-of-logits.ts";
import { requireFinite } from "./finite.ts";
import type { Learner } from "./learner.ts";
import type { TrainingMeans } from "./means.ts";
import { type Opened, openTogether } from "./opened.ts";
import type { OpenPhase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import { gatherRows, type Rows, scatterRows } from "./rows.ts";
import { chunks, labelTensor, padRows, placesOf, weightTensor } from "./tensors.ts";
import type { Feeds, Parameters } from "./trainer.ts";
import { type TrainingStep, trainingStep } from "./training-step.ts";
import { type RowsOf, rowsOfViews } from "./views.ts";

/** Validation images that go through the head at once. */
const VALIDATED_AT_ONCE = 4096;

type Means = Pick<TrainingMeans, "engine" | "openRows">;

export function openFrozenPhase(
  means: Means,
  base: Base,
  plan: TrainingPlan,
  parameters: Parameters,
  emit: Emit,
): Promise<OpenPhase> {
  return openTogether(async (opened) => {
    const parts = await openParts(means, base, plan, parameters, opened);
    return {
      name: "frozen",
      images: plan.train.places.length,
      leftOut: 0,
      parameters,
      updates: () => parts.learner.updates,
      trainEpoch: (epoch, rate) => trainEpoch(parts, plan, { epoch, rate }, emit),
      validate: () => validate(parts, plan, parameters),
      close: () => opened.close(),
    };
  });
}

interface Parts {
  readonly channels: number;
  /** The head as it predicts. */
  readonly head: Session;
  readonly learner: Learner;
  /** Features of the validation images as they are. */
  readonly validation: Rows;
  /** Of the training images, augmented. */
  readonly trainRows: RowsOf;
}

async function openParts(
  { engine, openRows }: Means,
  base: Base,
  plan: TrainingPlan,
  parameters: Parameters,
  opened: Opened,
): Promise<Parts> {
  const { channels } = base;
  const release = (one: { release(): Promise<void> }) => one.release();
  const close = (one: { close(): unknown }) => one.close();
  const features = opened.add(await openBaseFeatures(engine.runtime, base, parameters, plan), release);
  const head = opened.add(await engine.runtime.open(headGraph(channels, { units: plan.units })), release);
  const learner = opened.add(await engine.openLearner(headStep(engine, channels, plan), parameters), close);
  const validation = opened.add(openRows({ rows: plan.validation.places.length, width: channels }), close);
  await fillRows(validation, features, channels, plan.validation);
  const images = plan.train.places.length;
  const kept = opened.add(openRows({ rows: viewsOf(plan) * images, width: channels }), close);
  const compute: RowsOf = (chosen, epoch) =>
    features.of(plan.train.images, chosen, augmentationAt(plan.augmentation, momentOf(plan, epoch)));
  const trainRows = plan.views === "fresh" ? compute : rowsOfViews(plan.views, { images, channels }, kept, compute);
  return { channels, head, learner, validation, trainRows };
}

function headStep({ headTarget }: Engine, channels: number, { units, batch }: TrainingPlan): TrainingStep {
  return trainingStep(headGraph(channels, { units, dropout: true, batch }), {
    logit: LOGIT,
    parameters: headVariables(channels, units).map(({ name }) => name),
    normalisation: "stored",
    target: headTarget,
  });
}

const momentOf = ({ seed }: TrainingPlan, epoch: number): Moment => ({ seed, phase: "frozen", epoch });

async function trainEpoch(
  { channels, learner, trainRows }: Parts,
  plan: TrainingPlan,
  { epoch, rate }: { readonly epoch: number; readonly rate: number },
  emit: Emit,
): Promise<EpochFigures> {
  const figures = new LogitFigures();
  const moment = momentOf(plan, epoch);
  for (const batch of chunks(drawOrder(moment, plan.train.places.length), plan.batch)) {
    const feeds = feedsOf(plan, batch, await trainRows(batch, epoch), channels, moment);
    const { loss, logits } = await learner.micro(feeds, LOGIT);
    requireFinite(loss, moment, batch);
    await learner.update(rate);
    figures.add(logits, placesOf(plan.train, batch), plan.units);
    emit({ type: "step", phase: "frozen", epoch, images: batch.length });
  }
  await learner.sync();
  return figures.figures();
}

function feedsOf(
  plan: TrainingPlan,
  batch: readonly number[],
  rows: Float32Array,
  channels: number,
  moment: Moment,
): Feeds {
  const [first, second] = drawDropout(moment, batch, channels).map((mask) => padRows(mask, plan.batch, channels));
  return new Map([
    [FEATURES, padRows(rows, plan.batch, channels)],
    ["label", labelTensor(plan.train, batch, plan.batch, plan.units)],
    ["weight", weightTensor(batch.length, plan.batch, batch.length)],
    ["dropout_1", first!],
    ["dropout_2", second!],
  ]);
}

async function validate(
  { channels, head, validation }: Parts,
  plan: TrainingPlan,
  parameters: Parameters,
): Promise<EpochFigures> {
  const figures = new LogitFigures();
  for (const part of chunks([...plan.validation.places.keys()], VALIDATED_AT_ONCE)) {
    const outputs = await head.run(new Map([...parameters, [FEATURES, gatherRows(validation, part, channels)]]));
    figures.add(outputs.get(LOGIT)!, placesOf(plan.validation, part), plan.units);
  }
  return figures.figures();
}

/** Views whose features are kept. */
function viewsOf({ views, frozen }: TrainingPlan): number {
  return views === "fresh" ? 0 : Math.min(views, frozen.epochs);
}

async function fillRows(
  rows: Rows,
  features: BaseFeatures,
  channels: number,
  { images, places }: TrainingPlan["validation"],
): Promise<void> {
  for (const part of chunks([...places.keys()], VALIDATED_AT_ONCE))
    scatterRows(await features.of(images, part), rows, part, channels);
}
