import { expect, it } from "vitest";
import { golden } from "../../../tests/support/statistics-golden.ts";
import { bootstrap } from "../bootstrap.ts";
import { weightedMean } from "../weighted.ts";
import { decisionCurve } from "./decision-curve.ts";

const { y, a } = golden.binary.balanced;
const plan = { cases: y.length, resamples: 200, seed: 1 };
const { model, all, gain } = decisionCurve(a, y, plan);

it("treating all is prevalence - (1 - prevalence) t / (1 - t); the gain is over the better of all and none", () => {
  const prevalence = y.reduce((sum, is) => sum + is, 0) / y.length;
  expect(model.points).toHaveLength(99);
  all.points.forEach(({ at, estimate }, k) => {
    expect(estimate).toBeCloseTo(prevalence - ((1 - prevalence) * at) / (1 - at), 12);
    expect(gain.points[k]!.estimate).toBeCloseTo(model.points[k]!.estimate! - Math.max(0, estimate!), 12);
  });
});

it("is a mean over cases at each threshold, with that mean's interval", () => {
  const worth = a.map((p, i) => (p < 0.3 ? 0 : y[i] === 1 ? 1 : -0.3 / 0.7));
  const { figure } = bootstrap({ ...plan, interval: "percentile" }, { worth: weightedMean(worth) }).worth;
  const point = model.points.find(({ at }) => at === 0.3)!;
  for (const end of ["estimate", "low", "high"] as const) expect(point[end]).toBeCloseTo(figure[end]!, 12);
});
