/** Phase 1: the base does not change; its features are computed for every image and view, and the head is trained on them. */
import { type Base, FEATURES, headGraph, headVariables, LOGIT } from "../networks/index.ts";
import { openBaseFeatures } from "./base-features.ts";
import { drawDropout, drawOrder, type Moment } from "./draws.ts";
import type { Engine } from "./engine.ts";
import type { Emit, EpochFigures } from "./events.ts";
import { LogitFigures } from "./figures-of-logits.ts";
import { requireFinite } from "./finite.ts";
import type { Phase } from "./phase.ts";
import type { TrainingPlan } from "./plan.ts";
import { chunks, labelTensor, padRows, placesOf, weightTensor } from "./tensors.ts";
import type { Parameters } from "./trainer.ts";
import { trainingStep } from "./training-step.ts";
import { rowsOfViews } from "./views.ts";

export interface FrozenPhase extends Phase {
  close(): Promise<void>;
}

export async function openFrozenPhase(
  engine: Engine,
  base: Base,
  plan: TrainingPlan,
  parameters: Parameters,
  emit: Emit,
): Promise<FrozenPhase> {
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
  const all = plan.validation.images.map((_, i) => i);
  const validationFeatures = await features.of(plan.validation, all);
  const counts = { images: plan.train.images.length, channels };
  const trainRows = rowsOfViews(plan.views, counts, (chosen, view) =>
    features.of(plan.train, chosen, { seed: plan.seed, phase: "frozen", epoch: view }),
  );

  return {
    name: "frozen",
    images: plan.train.images.length,
    parameters,
    updates: () => learner.updates,
    async trainEpoch(epoch, rate): Promise<EpochFigures> {
      const figures = new LogitFigures();
      const moment: Moment = { seed: plan.seed, phase: "frozen", epoch };
      for (const batch of chunks(drawOrder(moment, plan.train.images.length), plan.batch)) {
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
      const outputs = await head.run(new Map([...parameters, [FEATURES, validationFeatures]]));
      figures.add(outputs.get(LOGIT)!, plan.validation.places, plan.units);
      return figures.figures();
    },
    async close(): Promise<void> {
      await Promise.all([features.release(), head.release(), learner.close()]);
    },
  };
}
