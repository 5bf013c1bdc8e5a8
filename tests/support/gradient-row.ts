/** A gradient as the references record it: l2, largest, signed projection, four values; in Keras' layout and C order. */
import { toKerasLayout, type Variable } from "../../src/networks/index.ts";
import { uniform01 } from "./formula.ts";

export interface GradientRow {
  readonly l2: number;
  readonly max: number;
  readonly dot: number;
  readonly probes: readonly number[];
}

export function gradientRow(variable: Variable, values: Float32Array | Float64Array): GradientRow {
  const g = toKerasLayout(variable, values);
  const u = uniform01(`probe/${variable.name}`, g.length);
  const row = { l2: 0, max: 0, dot: 0, probes: [1, 3, 5, 7].map((k) => g[Math.floor((g.length * k) / 8)]!) };
  for (let k = 0; k < g.length; k++) {
    const value = g[k]!;
    row.l2 += value * value;
    row.max = Math.max(row.max, Math.abs(value));
    row.dot += value * (2 * u[k]! - 1);
  }
  return { ...row, l2: Math.sqrt(row.l2) };
}

export function goldenRow([, l2, max, dot, ...rest]: readonly [string, ...number[]]): GradientRow & {
  readonly float32Error: number;
} {
  return { l2: l2!, max: max!, dot: dot!, probes: rest.slice(0, 4), float32Error: rest[4]! };
}
