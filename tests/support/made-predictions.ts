/** Predictions whose figures somebody else has worked out: those of tests/golden/statistics.json, as a run has them. */
import type { Predictions } from "../../src/run/index.ts";
import { golden } from "./statistics-golden.ts";

/** Classes "class 0", "class 1"...; the most probable is decided for. */
export function predictionsOfMany(name: "three" | "five"): Predictions {
  const { y, p } = golden.multi[name];
  const classes = p[0]!.map((_, i) => `class ${i}`);
  const rows = p.map((probabilities, i) => {
    const prediction = classes[probabilities.indexOf(Math.max(...probabilities))]!;
    return { path: `${i}.png`, label: classes[y[i]!]!, prediction, probabilities };
  });
  return { classes, rows };
}

/** covid against not-covid, from 0.5 on. */
export function predictionsOfTwo(name: "balanced" | "rare" | "tiny"): Predictions {
  const { y, a } = golden.binary[name];
  const classes = ["not-covid", "covid"];
  const rows = y.map((label, i) => ({
    path: `${i}.png`,
    label: classes[label]!,
    prediction: classes[Number(a[i]! >= 0.5)]!,
    probabilities: [1 - a[i]!, a[i]!],
  }));
  return { classes, rows };
}

/** As the model is that nothing was fitted for. positive: in a binary task. */
export const plainly = (positive: string | null) =>
  ({
    part: "test",
    positive,
    calibration: { kind: "none", reason: "nothing was fitted" },
    operatingPoint: positive === null ? null : { threshold: 0.5, rule: "0.5" },
  }) as const;
