/**
 * metrics.json: every figure with its interval, n and method; validation, and each opening of the test part.
 */
import { z } from "zod";

const count = z.int().nonnegative();

/** A figure of statistics/: measured, or null with the reason. */
export const figureSchema = z.union([
  z.strictObject({ estimate: z.number(), low: z.number(), high: z.number(), n: count, method: z.string() }),
  z.strictObject({
    estimate: z.null(),
    low: z.null(),
    high: z.null(),
    n: count,
    method: z.string(),
    reason: z.string(),
  }),
]);

const classFigures = {
  sensitivity: figureSchema,
  specificity: figureSchema,
  precision: figureSchema,
  f1: figureSchema,
  /** The class against the rest. */
  auroc: figureSchema,
};

const partMetricsSchema = z.strictObject({
  images: count,
  /** In a binary task the class whose figures a person is shown; else null. */
  positive: z.string().nullable(),
  /** counts[truth][prediction], both in the order of classes. */
  confusion: z.strictObject({
    classes: z.array(z.string()).readonly(),
    counts: z.array(z.array(count).readonly()).readonly(),
  }),
  accuracy: figureSchema,
  classes: z.array(z.strictObject({ name: z.string(), ...classFigures })).readonly(),
  /** Unweighted means over the classes. */
  macro: z.strictObject(classFigures),
});

export const metricsSchema = z.strictObject({
  version: z.literal(1),
  /** null until it was judged. */
  validation: partMetricsSchema.nullable(),
  /** One for each opening, which carries its number in the ledger: what comes after the first is no longer unseen. */
  test: z.array(z.strictObject({ opening: z.int().positive(), metrics: partMetricsSchema })).readonly(),
});

export type PartMetrics = z.infer<typeof partMetricsSchema>;
export type Metrics = z.infer<typeof metricsSchema>;
