import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClosedForm } from "../../../tests/support/compare.ts";
import { golden } from "../../../tests/support/statistics-golden.ts";
import { rankScores } from "../ranking.ts";
import { judgeOperatingPoint, type OperatingCriterion, operatingPoint } from "./operating-point.ts";

const cases = fc.array(fc.tuple(fc.nat(6), fc.boolean()), { minLength: 2, maxLength: 40 });
const criteria: readonly OperatingCriterion[] = [
  { kind: "youden" },
  { kind: "sensitivity", atLeast: 0.9 },
  { kind: "specificity", atLeast: 0.75 },
  { kind: "costs", falsePositive: 1, falseNegative: 3 },
  { kind: "costs", falsePositive: 1, falseNegative: 20, prevalence: 0.02 },
];

/** What is to be as large as can be at a threshold, from the definition; null where it is not allowed. */
function worthAt(rows: readonly (readonly [number, boolean])[], threshold: number, criterion: OperatingCriterion) {
  const part = (is: boolean, called: boolean) => {
    const kind = rows.filter(([, each]) => each === is);
    return kind.filter(([score]) => score >= threshold === called).length / kind.length;
  };
  const [sensitivity, specificity] = [part(true, true), part(false, false)];
  if (criterion.kind === "youden") return sensitivity + specificity - 1;
  if (criterion.kind === "sensitivity") return sensitivity >= criterion.atLeast ? specificity : null;
  if (criterion.kind === "specificity") return specificity >= criterion.atLeast ? sensitivity : null;
  const { falsePositive, falseNegative, prevalence = rows.filter(([, is]) => is).length / rows.length } = criterion;
  return -(prevalence * falseNegative * (1 - sensitivity) + (1 - prevalence) * falsePositive * (1 - specificity));
}

describe.each(criteria)("by $kind", (criterion) => {
  it("no threshold is better", () => {
    fc.assert(
      fc.property(cases, (rows) => {
        const members = rows.map(([, is]) => is);
        if (new Set(members).size < 2) return;
        const scores = rows.map(([score]) => score);
        const found = operatingPoint(rankScores(scores, members), criterion);
        const nobody = worthAt(rows, Number.POSITIVE_INFINITY, criterion);
        const others = scores.map((score) => worthAt(rows, score, criterion)).filter((worth) => worth !== null);
        if (found.threshold === null) {
          expect(Math.max(...others)).toBeLessThanOrEqual(nobody! + 1e-12);
          return;
        }
        const worth = worthAt(rows, found.threshold, criterion)!;
        expect(worth).toBeGreaterThanOrEqual(Math.max(...others) - 1e-12);
        expect(worth).toBeGreaterThanOrEqual(nobody ?? worth);
        const judged = judgeOperatingPoint(scores, members, found.threshold);
        expectClosedForm(
          [judged.sensitivity.estimate!, judged.specificity.estimate!],
          [found.sensitivity, found.specificity],
        );
      }),
    );
  });
});

describe("where there is none", () => {
  const criteriaWithout: [string, number[], OperatingCriterion, RegExp][] = [
    ["scores that say nothing", [1, 1, 1, 1], { kind: "youden" }, /better than chance/],
    ["a sensitivity over 1", [1, 2, 3, 4], { kind: "sensitivity", atLeast: 1.1 }, /has the sensitivity/],
    ["scores that are wrong", [4, 3, 2, 1], { kind: "specificity", atLeast: 1 }, /finds a case/],
    ["rare", [1, 4, 2, 3], { kind: "costs", falsePositive: 1, falseNegative: 1, prevalence: 0.01 }, /costs least/],
  ];

  it.each(criteriaWithout)("%s: null, with the reason", (_, scores, criterion, reason) => {
    const point = operatingPoint(rankScores(scores, [0, 0, 1, 1]), criterion);
    expect(point).toMatchObject({ threshold: null, reason: expect.stringMatching(reason) });
  });

  it("one class only: null, with the reason", () => {
    expect(operatingPoint(rankScores([1, 2], [0, 0]), { kind: "youden" })).toEqual({
      threshold: null,
      reason: "no case of the class",
    });
    expect(operatingPoint(rankScores([1, 2], [1, 1]), { kind: "youden" })).toEqual({
      threshold: null,
      reason: "no case of the rest",
    });
  });
});

it("is judged on other cases: with Youden's index between the limits of its two parts", () => {
  const { y, a } = golden.binary.balanced;
  const { youden, sensitivity, specificity, counts } = judgeOperatingPoint(a, y, 0.5);
  expect(counts).toEqual([
    [112, 37],
    [25, 99],
  ]);
  const [low, high] = [sensitivity.low! + specificity.low! - 1, sensitivity.high! + specificity.high! - 1];
  expect(
    low < youden.low! && youden.low! < youden.estimate! && youden.estimate! < youden.high! && youden.high! < high,
  ).toBe(true);
  expect(judgeOperatingPoint([1], [1], 0).youden).toMatchObject({ estimate: null });
});
