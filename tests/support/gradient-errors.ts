/** How far gradients are from the references': each variable's l2, signed projection and probes, over their size. */
import type { GradientRow, goldenRow } from "./gradient-row.ts";

export interface GradientCase {
  readonly name: string;
  readonly ours: GradientRow;
  readonly golden: ReturnType<typeof goldenRow>;
}

/** In the order of the cases. A variable whose l2 is under 1e-6 of the largest variable's is compared on that one's scale. */
export function gradientErrors(cases: readonly GradientCase[]): number[] {
  const largest = Math.max(...cases.map(({ golden }) => golden.l2));
  return cases.map(({ ours, golden }) => {
    const tiny = golden.l2 < 1e-6 * largest;
    const [size, top] = tiny ? [largest, largest] : [golden.l2, golden.max];
    const probes = ours.probes.map((value, k) => Math.abs(value - golden.probes[k]!) / top);
    return Math.max(Math.abs(ours.l2 - golden.l2) / size, Math.abs(ours.dot - golden.dot) / size, ...probes);
  });
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}
