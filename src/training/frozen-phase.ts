/** Phase 1: the base does not change; its features are computed for every image and view, and the head is trained on them. */
import { type Base, FEATURES, headGraph, headVariables, LOGIT } from "../networks/index.ts";
import { type BaseFeatures, openBaseFeatures } from "./base-features.ts";
import { drawDropout, drawOrder, type Moment } from "./draws.ts";
import type { Emit, EpochFigures } from "./events.ts";
import { LogitFigures } from "./figures-of-logits.ts";
import { requireFinite } from "./finite.ts";
import type { TrainingMeans } from "./means.ts";
import type { OpenPhase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import { gatherRows, type OpenRows, type Rows, scatterRows } from "./rows.ts";
import { chunks, labelTensor, padRows, placesOf, weightTensor } from "./tensors.ts";
import type { Parameters } from "./trainer.ts";
import { trainingStep } from "./training-step.ts";
import { type RowsOf, rowsOfViews } from "./views.ts";

/** Validation images that go through the head at once. */
const VALIDATED_AT_ONCE = 4096;

export async function openFrozenPhase(
  { engine, openRows }: Pick<TrainingMeans, "engine" | "openRows">,
  base: Base,
  plan: TrainingPlan,
  parameters: Parameters,
  emit: Emit,
): Promise<OpenPhase> {
  const { channels } = base;
  const features = await openBaseFeatures(engine.runtime, base, parameters, plan);
  const head = await engine.runtime.open(headGraph(channels, { units: plan.units }));
  const step = trainingStep(headGraph(channels, { units: plan.units, dropout: true, batch: plan.batch }), {
    logit: LOGIT,
    parameters: headVariables(channels, plan.units).map(({ name }) => name),
    normalisation: "stored",
    target: engine.headTarget,
  });
  const learner = await engine.openLearner(step, parameters);
  const validation = await validationRows(features, channels, plan, openRows);
  const kept = openRows({ rows: viewsOf(plan) * plan.train.places.length, width: channels });
  const compute: RowsOf = (chosen, epoch) =>
    features.of(plan.train.images, chosen, { seed: plan.seed, phase: "frozen", epoch });
  const counts = { images: plan.train.places.length, channels };
  const trainRows = plan.views === "fresh" ? compute : rowsOfViews(plan.views, counts, kept, compute);

  return {
    name: "frozen",
    images: plan.train.places.length,
    leftOut: 0,
    parameters,
    updates: () => learner.updates,
    async trainEpoch(epoch, rate): Promise<EpochFigures> {
      const figures = new LogitFigures();
      const moment: Moment = { seed: plan.seed, phase: "frozen", epoch };
      for (const batch of chunks(drawOrder(moment, plan.train.places.length), plan.batch)) {
        const rows = await trainRows(batch, epoch);
        const masks = drawDropout(moment, batch, channels).map((mask) => padRows(mask, plan.batch, channels));
        const feeds = new Map([
          [FEATURES, padRows(rows, plan.batch, channels)],
          ["label", labelTensor(plan.train, batch, plan.batch, plan.units)],
          ["weight", weightTensor(batch.length, plan.batch, batch.length)],
          ["dropout_1", masks[0]!],
          ["dropout_2", masks[1]!],
        ]);
        const { loss, logits } = await learner.micro(feeds, LOGIT);
        requireFinite(loss, moment, batch);
        await learner.update(rate);
        figures.add(logits, placesOf(plan.train, batch), plan.units);
        emit({ type: "step", phase: "frozen", epoch, images: batch.length });
      }
      await learner.sync();
      return figures.figures();
    },
    async validate(): Promise<EpochFigures> {
      const figures = new LogitFigures();
      for (const part of chunks([...plan.validation.places.keys()], VALIDATED_AT_ONCE)) {
        const outputs = await head.run(new Map([...parameters, [FEATURES, gatherRows(validation, part, channels)]]));
        figures.add(outputs.get(LOGIT)!, placesOf(plan.validation, part), plan.units);
      }
      return figures.figures();
    },
    async close(): Promise<void> {
      validation.close();
      kept.close();
      await Promise.all([features.release(), head.release(), learner.close()]);
    },
  };
}

/** Views whose features are kept. */
function viewsOf({ views, frozen }: TrainingPlan): number {
  return views === "fresh" ? 0 : Math.min(views, frozen.epochs);
}

/** Features of the validation images as they are. */
async function validationRows(
  features: BaseFeatures,
  channels: number,
  { validation: { images, places } }: TrainingPlan,
  openRows: OpenRows,
): Promise<Rows> {
  const rows = openRows({ rows: places.length, width: channels });
  for (const part of chunks([...places.keys()], VALIDATED_AT_ONCE))
    scatterRows(await features.of(images, part), rows, part, channels);
  return rows;
}
