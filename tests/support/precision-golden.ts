/** tests/golden/precision.json: figures of NumPy, SciPy and scikit-learn with their inputs (generate/precision.py). */
import { readFileSync } from "node:fs";

interface PrecisionGolden {
  readonly float16: readonly [value: number, bits: number][];
  readonly scales: readonly Readonly<Record<"low" | "high" | "scale" | "zero", number>>[];
  readonly kernel: Readonly<
    Record<"shape" | "values" | "bias" | "means" | "quantized" | "scales" | "biases", readonly number[]>
  > & { readonly inputScale: number };
  readonly student: readonly [degrees: number, limit: number][];
  readonly mean: {
    readonly values: readonly number[];
    readonly estimate: number;
    readonly interval: readonly number[];
  };
  readonly newcombe: readonly [both: number, first: number, second: number, none: number, low: number, high: number][];
  readonly scores: {
    readonly y: readonly number[];
    readonly p: readonly (readonly number[])[];
    readonly brier: number;
    readonly ece: number;
  };
}

export const golden = JSON.parse(
  readFileSync(new URL("../golden/precision.json", import.meta.url), "utf8"),
) as PrecisionGolden; // its generator is its schema
