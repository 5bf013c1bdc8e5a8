/** Phase 1: the base does not change; its features are computed for every image and view, and the head is trained on them. */
import { type Base, FEATURES, headGraph, headVariables, LOGIT } from "../networks/index.ts";
import type { Session } from "../runtime/index.ts";
import { type BaseFeatures, openBaseFeatures } from "./base-features.ts";
import { type Control, requireGoOn } from "./control.ts";
import { drawDropout, type Moment } from "./draws.ts";
import type { Engine } from "./engine.ts";
import type { Emit } from "./events.ts";
import type { EpochFigures } from "./figures-of-logits.ts";
import { LogitFigures } from "./figures-of-logits.ts";
import { allFinite, gradientNotFinite, lossNotFinite } from "./finite.ts";
import type { Learner } from "./learner.ts";
import type { TrainingMeans } from "./means.ts";
import { type Opened, openTogether } from "./opened.ts";
import type { Feeds, Parameters } from "./parameters.ts";
import type { AfterUpdate, EpochOrder, OpenPhase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import { gatherRows, type Rows, scatterRows } from "./rows.ts";
import { drawEpoch, imagesOfDraws } from "./sampling.ts";
import { showing } from "./shown.ts";
import { targetFeeds } from "./targets.ts";
import { chunks, padRows, placesOf, stepPlace } from "./tensors.ts";
import { type TrainingStep, trainingStep } from "./training-step.ts";
import { type RowsOf, rowsOfViews } from "./views.ts";

/** Validation images that go through the head at once. */
const VALIDATED_AT_ONCE = 4096;

/** Validation images whose features are computed between two events, and two looks at whether to stop. */
const FILLED_AT_ONCE = 64;

type Means = Omit<TrainingMeans, "clock">;

export function openFrozenPhase(
  means: Means,
  base: Base,
  plan: TrainingPlan,
  parameters: Parameters,
  emit: Emit,
): Promise<OpenPhase> {
  return openTogether(async (opened) => {
    const parts = await openParts(means, { base, plan, parameters, emit }, opened);
    return {
      name: "frozen",
      images: plan.train.places.length,
      leftOut: 0,
      parameters,
      updatesPerEpoch: Math.ceil(plan.train.places.length / plan.batch),
      learner: parts.learner,
      trainEpoch: (order, afterUpdate) => trainEpoch(parts, plan, order, afterUpdate, emit),
      validate: () => validate(parts, plan, parameters),
      close: () => opened.close(),
    };
  });
}

interface Parts {
  readonly channels: number;
  readonly features: BaseFeatures;
  /** The head as it predicts. */
  readonly head: Session;
  readonly learner: Learner;
  /** Features of the validation images as they are. */
  readonly validation: Rows;
  /** Of the training images that are drawn, augmented. */
  readonly trainRows: RowsOf;
  /** Of the base: in which of the drawn images first stop being finite. */
  layerOf(draws: readonly number[], epoch: number): Promise<string | null>;
}

interface Given {
  readonly base: Base;
  readonly plan: TrainingPlan;
  readonly parameters: Parameters;
  readonly emit: Emit;
}

async function openParts(
  { engine, openRows, cacheFeatures, control }: Means,
  { base, plan, parameters, emit }: Given,
  opened: Opened,
): Promise<Parts> {
  const { channels } = base;
  const release = (one: { release(): Promise<void> }) => one.release();
  const close = (one: { close(): unknown }) => one.close();
  const computed = await openBaseFeatures(engine.runtime, base, parameters, plan);
  const features = opened.add(await cacheFeatures(computed, base, parameters), release);
  const head = opened.add(await engine.runtime.open(headGraph(channels, { units: plan.units })), release);
  const learner = opened.add(await engine.openLearner(headStep(engine, channels, plan), parameters, plan.adam), close);
  const validation = opened.add(openRows({ rows: plan.validation.places.length, width: channels }), close);
  await fillRows(validation, features, plan.validation, { control, emit });
  const images = plan.train.places.length;
  const kept = opened.add(openRows({ rows: viewsOf(plan) * images, width: channels }), close);
  const show = showing(plan);
  const trainRows: RowsOf =
    plan.views === "fresh"
      ? (draws, epoch) => computed.of(...show(draws, epoch))
      : byImage(
          images,
          rowsOfViews(plan.views, { images, channels }, kept, (chosen, view) => features.of(...show(chosen, view))),
        );
  const layerOf = (draws: readonly number[], epoch: number): Promise<string | null> =>
    computed.notFiniteIn(...show(draws, epoch));
  return { channels, features, head, learner, validation, trainRows, layerOf };
}

/** Rows of images as rows of draws. images: that are trained on. */
const byImage =
  (images: number, rowsOf: RowsOf): RowsOf =>
  (draws, epoch) =>
    rowsOf(imagesOfDraws(draws, images), epoch);

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
  { channels, features, learner, trainRows, layerOf }: Parts,
  plan: TrainingPlan,
  { epoch, rateOf, done }: EpochOrder,
  afterUpdate: AfterUpdate,
  emit: Emit,
): Promise<EpochFigures> {
  const figures = new LogitFigures(done.sums);
  const moment = momentOf(plan, epoch);
  const { places } = plan.train;
  const before = features.cached;
  for (const [step, draws] of chunks(drawEpoch(moment, places, plan.sampling), plan.batch).entries()) {
    if (step < done.steps) continue;
    const images = imagesOfDraws(draws, places.length);
    const rows = await trainRows(draws, epoch);
    const place = stepPlace(plan.train, { ...moment, step: step + 1, images });
    const { loss, logits } = await learner.micro(feedsOf(plan, { draws, images, rows }, channels, moment), LOGIT);
    if (!Number.isFinite(loss))
      throw lossNotFinite(loss, place, allFinite(rows) ? "head" : await layerOf(draws, epoch));
    await learner.update(rateOf(step)).catch(gradientNotFinite(place));
    figures.add(logits, placesOf(plan.train, images), plan.units);
    emit({ type: "step", phase: "frozen", epoch, images: images.length });
    await afterUpdate({ steps: step + 1, sums: figures.sums() });
  }
  await learner.sync();
  const images = plan.train.places.length;
  if (epoch <= viewsOf(plan))
    emit({ type: "features", view: epoch, images, done: images, cached: features.cached - before });
  return figures.figures();
}

interface Batch {
  readonly draws: readonly number[];
  readonly images: readonly number[];
  /** Features of the images. */
  readonly rows: Float32Array;
}

function feedsOf(plan: TrainingPlan, { draws, images, rows }: Batch, channels: number, moment: Moment): Feeds {
  const [first, second] = drawDropout(moment, draws, channels, plan.dropout).map((mask) =>
    padRows(mask, plan.batch, channels),
  );
  return new Map([
    [FEATURES, padRows(rows, plan.batch, channels)],
    ...targetFeeds(plan, { images, size: plan.batch, batch: images.length }),
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

/** Of images as they are. */
async function fillRows(
  rows: Rows,
  features: BaseFeatures,
  { images, places }: TrainingPlan["validation"],
  { control, emit }: { readonly control: Control; readonly emit: Emit },
): Promise<void> {
  const { channels, cached: before } = features;
  for (const part of chunks([...places.keys()], FILLED_AT_ONCE)) {
    requireGoOn(control);
    scatterRows(await features.of(images, part), rows, part, channels);
    const done = part.at(-1)! + 1;
    emit({ type: "features", view: null, images: places.length, done, cached: features.cached - before });
  }
}
