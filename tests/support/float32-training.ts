/** How far a training run in float32 may be from the references' float64: measured by Keras' own float32 (design: "How equal is equal"). */
import { expect } from "vitest";

type Values = ReadonlyMap<string, ArrayLike<number>>;

/** A loss: within 5 times what Keras' float32 is away, + 1e-5 of it. Returns the relative error. */
export function expectLossAsKeras(
  loss: number,
  { exact, single }: { readonly exact: number; readonly single: number },
): number {
  const error = Math.abs(loss - exact);
  const allowed = 5 * Math.abs(single - exact) + 1e-5 * Math.abs(exact);
  expect(error, `loss ${loss} against ${exact}`).toBeLessThanOrEqual(allowed);
  return error / Math.abs(exact);
}

/**
 * Moving statistics: the change of l2 from its start, within 1 % of that change and 1e-6 of l2. atKinks: statistics of whose change float32
 * cannot tell so much (docs/decisions.md), with the error of Keras' own float32, which is theirs, too. Returns the largest error over l2.
 */
export function expectMovingAsKeras(
  actual: Values,
  start: Values,
  expected: Readonly<Record<string, number>> = {},
  atKinks: Readonly<Record<string, number>> = {},
): number {
  const errors = Object.entries(expected).map(([name, l2]) => {
    const allowed = atKinks[name] ?? 0.01 * Math.abs(l2 - norm(start.get(name)!)) + 1e-6 * l2;
    const error = Math.abs(norm(actual.get(name)!) - l2);
    expect(error, name).toBeLessThanOrEqual(allowed);
    return error / l2;
  });
  return Math.max(0, ...errors);
}

export function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum);
}

/** What the steps changed of a variable, in Keras' layout, as the references record it. */
export interface ChangeRow {
  readonly name: string;
  readonly l2: number;
  /** sum d[k] (2 u("probe/<variable>", k) - 1) */
  readonly dot: number;
}

/**
 * Parameters after the steps: of each variable's change, l2 and projection within 10 x Keras' float32 error + 1e-5 of l2, as for gradients.
 * (Adam moves a parameter by about its rate however small the gradient is; one of the size of its rounding error sends it either way, in Keras
 * as here.) Returns the largest error as a share of what is allowed.
 *
 * roundings: the same steps with other roundings, by a runtime that passes without them. Where these leave Keras' float64 behind, a kink is near
 * (the sign of a gradient before Adam, a ReLU): there, twice as far as the farthest of them is allowed.
 */
export function expectChangesAsKeras(
  actual: readonly ChangeRow[],
  expected: readonly (ChangeRow & { readonly float32Error: number })[],
  roundings: readonly (readonly ChangeRow[])[] = [],
): number {
  expect(actual.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  const shares = expected.map(({ name, l2, dot, float32Error }, i) => {
    const distance = (row: ChangeRow): number => Math.max(Math.abs(row.l2 - l2), Math.abs(row.dot - dot)) / l2;
    const error = distance(actual[i]!);
    const allowed = Math.max(10 * float32Error + 1e-5, ...roundings.map((rows) => 2 * distance(rows[i]!)));
    expect(error, `change of ${name}`).toBeLessThanOrEqual(allowed);
    return error / allowed;
  });
  return Math.max(...shares);
}
