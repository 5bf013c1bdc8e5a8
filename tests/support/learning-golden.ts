/** What Keras computes with what can be added to learning: golden/learning.json, whose schema is generate/learning.py. */
import { readFileSync } from "node:fs";
import { averageOf, keptOf } from "../../src/training/adam-graph.ts";
import type { AdamOptions } from "../../src/training/adam-options.ts";
import { uniform01 } from "./formula.ts";

interface LearningGolden {
  readonly cosine: readonly { readonly rate: number; readonly steps: number; readonly rates: readonly number[] }[];
  readonly rate: number;
  readonly updates: readonly {
    readonly options: AdamOptions;
    /** After each: parameters by name, and "NAME:average". */
    readonly updates: readonly Readonly<Record<string, readonly number[]>>[];
  }[];
  readonly losses: readonly {
    readonly units: number;
    readonly places: readonly number[];
    readonly classWeights: readonly number[] | null;
    readonly labelSmoothing: number;
    readonly loss: number;
  }[];
}

export const learningGolden = JSON.parse(
  readFileSync(new URL("../golden/learning.json", import.meta.url), "utf8"),
) as LearningGolden;

/** Parameters of the updates, by size. */
export const UPDATED = { "dense/kernel": 12, "dense/bias": 3 };

/** The gradients of update t, from 1; the start for 0. */
export const updated = (t: number): Map<string, Float32Array> =>
  new Map(
    Object.entries(UPDATED).map(([name, size]) => [
      name,
      Float32Array.from(uniform01(t === 0 ? name : `${name}/${t}`, size), (value) => value - 0.5),
    ]),
  );

/** What Adam begins with: the start, moments of zero, averages like the start. */
export function stateAtStart(options: AdamOptions): Map<string, Float32Array> {
  const start = updated(0);
  const kept = [...start].flatMap(([name, values]) =>
    keptOf(name, options).map((each) => [each, each === averageOf(name) ? values : values.map(() => 0)] as const),
  );
  return new Map([...start, ...kept]);
}
