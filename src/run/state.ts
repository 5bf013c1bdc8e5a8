/**
 * state.json of a checkpoint: where training stood, beside the weights and moments in its safetensors file. Random streams need
 * only the seed: they are named by epoch, step and image.
 */
import { z } from "zod";

export const PHASES = ["frozen", "fine-tuning"] as const;
export type Phase = (typeof PHASES)[number];

const count = z.int().nonnegative();
/** A watched figure; null before the first one. */
const best = z.number().nullable();

export const stateSchema = z.strictObject({
  version: z.literal(1),
  seed: z.int(),
  phase: z.enum(PHASES),
  /** Epochs of this phase that are complete. */
  epoch: count,
  /** Steps of the optimizer in this phase. */
  step: count,
  optimizer: z.string(),
  /** How many epochs the frozen phase ran; null while it runs. */
  frozenEpochs: count.nullable(),
  earlyStopping: z.strictObject({ best, bestEpoch: count.nullable(), wait: count, stop: z.boolean() }),
  reduceRate: z.strictObject({ rate: z.number().positive(), best, wait: count }),
});

export type CheckpointState = z.infer<typeof stateSchema>;
