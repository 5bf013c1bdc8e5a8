/**
 * state.json of a checkpoint: where training stood, beside its weights and what the optimizer keeps. Random streams need only the seed: they
 * are named by epoch and image.
 */
import { z } from "zod";
import { sha256Text } from "../util/sha256.ts";

export const PHASES = ["frozen", "fine-tuning"] as const;
export type Phase = (typeof PHASES)[number];

/** A complete epoch of a phase, from 1. */
export interface EpochPlace {
  readonly phase: Phase;
  readonly epoch: number;
}

const count = z.int().nonnegative();
/** A watched figure; null before the first one. */
const watched = z.number().nullable();
const files = z.record(z.string(), sha256Text);

/** The epoch whose weights are the best so far. */
const bestEpoch = z.strictObject({ phase: z.enum(PHASES), epoch: z.int().positive(), accuracy: watched });

const standing = {
  seed: z.int(),
  phase: z.enum(PHASES),
  /** Epochs of this phase that are complete. */
  epoch: count,
  /** Of the epoch under way: steps that are done, and sums over their images. */
  underWay: z.strictObject({ steps: count, loss: z.number(), right: count, images: count }),
  /** Steps of the optimizer in this phase. */
  step: count,
  optimizer: z.string(),
  /** How many epochs the frozen phase ran; null while it runs. */
  frozenEpochs: count.nullable(),
  earlyStopping: z.strictObject({ best: watched, bestEpoch: count.nullable(), wait: count, stop: z.boolean() }),
  reduceRate: z.strictObject({ rate: z.number().positive(), best: watched, wait: count }),
  /** null while the start values are the best. */
  best: bestEpoch.nullable(),
};

const standingSchema = z.strictObject(standing);
/** files: SHA-256 of those beside it, by name: a checkpoint is whole if they are as it says. */
export const stateSchema = z.strictObject({ version: z.literal(2), ...standing, files });
/** Of checkpoint/best. */
export const bestSchema = z.strictObject({ version: z.literal(2), seed: z.int(), ...bestEpoch.shape, files });

/** Without the hashes of its files. */
export type Standing = z.infer<typeof standingSchema>;
export type CheckpointState = z.infer<typeof stateSchema>;
