/**
 * model-int8.json, model-fp16.json: what a smaller model is made of, and how it compares with that on the run's validation part. A loss is
 * positive where the smaller model is worse.
 */
import { z } from "zod";
import { PRECISIONS } from "../util/precision.ts";
import { sha256Text } from "../util/sha256.ts";
import { figureSchema } from "./metrics.ts";

const file = z.strictObject({ sha256: sha256Text, bytes: z.int().positive() });

const compared = z.strictObject({ original: figureSchema, smaller: figureSchema, loss: figureSchema });

const comparisonSchema = z.strictObject({
  images: z.int().nonnegative(),
  accuracy: compared,
  /** Half of the sum of squares over the classes: 0 to 1. */
  brier: compared,
  /** Expected calibration error of the class with the largest probability, ten bins. */
  calibrationError: compared,
  /** Images for which both decide the same. */
  agreement: figureSchema,
  /** Between probabilities, over all images and classes. */
  difference: z.strictObject({ largest: z.number(), mean: z.number() }),
});

export const smallerModelSchema = z.strictObject({
  version: z.literal(1),
  precision: z.enum(PRECISIONS),
  model: file,
  of: file,
  /** Images of the training part, drawn with the run's seed. */
  calibration: z.strictObject({ images: z.int().positive(), seed: z.int() }),
  part: z.literal("validation"),
  comparison: comparisonSchema,
  /** What neither the loss of accuracy nor the upper bound of the Brier score's loss was to exceed. */
  largestLoss: z.number(),
});

export type SmallerModel = z.infer<typeof smallerModelSchema>;
export type ModelComparison = z.infer<typeof comparisonSchema>;
