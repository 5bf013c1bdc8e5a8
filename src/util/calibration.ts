/**
 * What makes a network's probabilities mean what they say: a line that its logits are put through, fitted on validation. A model file
 * holds it, and so do figures. A temperature (Guo et al. 2017) is logit / T; Platt's scaling (1999), of a single logit, slope * logit + intercept.
 */
import { z } from "zod";

export const calibrationSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("temperature"), temperature: z.number().positive() }),
  z.strictObject({ kind: z.literal("platt"), slope: z.number().positive(), intercept: z.number() }),
  /** Probabilities are the network's own; reason: why nothing was fitted. */
  z.strictObject({ kind: z.literal("none"), reason: z.string() }),
]);

export type Calibration = z.infer<typeof calibrationSchema>;

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** A calibrated logit is slope * logit + intercept. */
export function lineOf(calibration: Calibration): Line {
  if (calibration.kind === "platt") return calibration;
  return { slope: calibration.kind === "temperature" ? 1 / calibration.temperature : 1, intercept: 0 };
}
