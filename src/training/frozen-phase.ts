/** Phase 1: the base does not change; its features are computed for every image as it is augmented in this epoch, and the head is trained on them. */
import { FEATURES, featureGraph, headGraph, headVariables, LOGIT, type Network } from "../networks/index.ts";
import type { Runtime, Session } from "../runtime/index.ts";
import { drawDropout, drawOrder, type Moment } from "./draws.ts";
import type { Emit, EpochFigures } from "./events.ts";
import { LogitFigures } from "./figures-of-logits.ts";
import { requireFinite } from "./finite.ts";
import type { Phase } from "./phase.ts";
import type { LabelledPixels, TrainingPlan } from "./plan.ts";
import { chunks, imageTensor, labelTensor, padRows, placesOf, scalingOf, weightTensor } from "./tensors.ts";
import { type Parameters, Trainer } from "./trainer.ts";
import { trainingStep } from "./training-step.ts";

/** Images that go through the base at once. */
const FORWARD_BATCH = 16;

export interface FrozenPhase extends Phase {
  close(): Promise<void>;
}

export async function openFrozenPhase(
  runtime: Runtime,
  network: Network,
  plan: TrainingPlan,
  parameters: Parameters,
  emit: Emit,
): Promise<FrozenPhase> {
  const { channels } = network;
  const base = await runtime.open(featureGraph(network), { constants: parameters });
  const head = await runtime.open(headGraph(channels, { units: plan.units }));
  const step = trainingStep(headGraph(channels, { units: plan.units, dropout: true, batch: plan.batch }), {
    logit: LOGIT,
    parameters: headVariables(channels, plan.units).map(({ name }) => name),
    normalisation: "stored",
    target: "generic",
  });
  const trainer = await Trainer.open(runtime, step, parameters);
  const all = plan.validation.images.map((_, i) => i);
  const validationFeatures = await featuresOf(base, plan, plan.validation, all, channels);

  return {
    name: "frozen",
    images: plan.train.images.length,
    parameters,
    updates: () => trainer.updates,
    async trainEpoch(epoch, rate): Promise<EpochFigures> {
      const figures = new LogitFigures();
      const moment: Moment = { seed: plan.seed, phase: "frozen", epoch };
      for (const batch of chunks(drawOrder(moment, plan.train.images.length), plan.batch)) {
        const features = await featuresOf(base, plan, plan.train, batch, channels, moment);
        const masks = drawDropout(moment, batch, channels).map((mask) => padRows(mask, plan.batch, channels));
        const feeds = new Map([
          [FEATURES, padRows(features, plan.batch, channels)],
          ["label", labelTensor(plan.train, batch, plan.batch, plan.units)],
          ["weight", weightTensor(batch.length, plan.batch, batch.length)],
          ["dropout_1", masks[0]!],
          ["dropout_2", masks[1]!],
        ]);
        const { loss, logits } = await trainer.micro(feeds, LOGIT);
        requireFinite(loss, moment, batch);
        await trainer.update(rate);
        figures.add(logits, placesOf(plan.train, batch), plan.units);
        emit({ type: "step", phase: "frozen", epoch, images: batch.length });
      }
      return figures.figures();
    },
    async validate(): Promise<EpochFigures> {
      const figures = new LogitFigures();
      const outputs = await head.run(new Map([...parameters, [FEATURES, validationFeatures]]));
      figures.add(outputs.get(LOGIT)!, plan.validation.places, plan.units);
      return figures.figures();
    },
    async close(): Promise<void> {
      await Promise.all([base.release(), head.release(), trainer.close()]);
    },
  };
}

/** Pooled features of some images, [chosen, channels]. */
async function featuresOf(
  base: Session,
  plan: TrainingPlan,
  set: LabelledPixels,
  chosen: readonly number[],
  channels: number,
  moment?: Moment,
): Promise<Float32Array> {
  const features = new Float32Array(chosen.length * channels);
  const scaling = scalingOf(plan);
  let row = 0;
  for (const part of chunks(chosen, FORWARD_BATCH)) {
    const outputs = await base.run(new Map([["image", imageTensor(set, part, part.length, scaling, moment)]]));
    features.set(outputs.get(FEATURES)!, row * channels);
    row += part.length;
  }
  return features;
}
