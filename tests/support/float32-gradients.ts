/** How far gradients computed in float32 may be from the references' float64: measured by Keras' own float32 (design: "How equal is equal"). */
import { expect } from "vitest";
import type { GradientRow, goldenRow } from "./gradient-row.ts";

type Golden = ReturnType<typeof goldenRow>;

export interface GradientCase {
  readonly name: string;
  readonly ours: GradientRow;
  readonly golden: Golden;
}

/**
 * Each variable within 10 x Keras' error + 1e-5, the median within 3 x the median of Keras' errors. A variable whose l2 is under 1e-6 of the
 * largest variable's is compared on that one's scale. atKinks: variables beside a ReLU whose input is nearer to 0 than float32 can tell (see
 * docs/decisions.md); these are held to the median alone. Returns the median, and the largest error as a share of what is allowed.
 */
export function expectGradientsAsKeras(
  cases: readonly GradientCase[],
  atKinks: readonly string[],
): { median: number; worstShare: number } {
  const largest = Math.max(...cases.map(({ golden }) => golden.l2));
  const errors = cases.map(({ ours, golden }) => {
    const tiny = golden.l2 < 1e-6 * largest;
    const [size, top] = tiny ? [largest, largest] : [golden.l2, golden.max];
    const probes = ours.probes.map((value, k) => Math.abs(value - golden.probes[k]!) / top);
    return Math.max(Math.abs(ours.l2 - golden.l2) / size, Math.abs(ours.dot - golden.dot) / size, ...probes);
  });
  const shares = cases.map(({ golden, name }, i) => {
    const allowed = 10 * golden.float32Error + 1e-5;
    if (atKinks.includes(name)) return 0;
    expect(errors[i], `gradient of ${name}`).toBeLessThanOrEqual(allowed);
    return errors[i]! / allowed;
  });
  const median = medianOf(errors);
  expect(median, "median error").toBeLessThanOrEqual(3 * medianOf(cases.map(({ golden }) => golden.float32Error)));
  return { median, worstShare: Math.max(...shares) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}
