import { describe, expect, it } from "vitest";
import { expectFitted } from "../../../tests/support/compare.ts";
import { golden } from "../../../tests/support/statistics-golden.ts";
import { stream } from "../../util/random.ts";
import { fitLogisticLine } from "./logistic-line.ts";
import { logitOf } from "./logit.ts";
import { fitPlatt, plattProbability } from "./platt.ts";
import { calibrationSlope } from "./slope.ts";

const logitsOf = (probabilities: readonly number[]): number[] => probabilities.map((p) => logitOf([1 - p, p], 1));

describe("where no line is best", () => {
  it.each([
    ["a probability parts the classes", golden.separable.a, golden.separable.y, /part the classes/],
    ["it parts them the wrong way", [0.9, 0.8, 0.1], [0, 0, 1], /part the classes/],
    ["cases on the parting one aside", [0.2, 0.5, 0.5, 0.8], [0, 0, 1, 1], /part the classes/],
    ["all probabilities are equal", [0.5, 0.5], [0, 1], /equal/],
    ["the class is missing", [0.2, 0.5], [0, 0], /no case of the class/],
    ["the rest is missing", [0.2, 0.5], [1, 1], /no case of the rest/],
    ["there is no case", [], [], /no case of the class/],
  ])("%s: null, with the reason", (_, p, y, reason) => {
    const { slope, intercept, logLoss } = fitPlatt(logitsOf(p), y);
    for (const figure of [slope, intercept, calibrationSlope(logitsOf(p), y).slope])
      expect(figure).toMatchObject({ estimate: null, n: p.length, reason: expect.stringMatching(reason) });
    expect(logLoss.after).toBeNull();
  });

  it("in the large there is one where both classes are", () => {
    expect(calibrationSlope(logitsOf(golden.separable.a), golden.separable.y).inTheLarge.estimate).not.toBeNull();
    expect(calibrationSlope(logitsOf([0.2, 0.5]), [0, 0]).inTheLarge.estimate).toBeNull();
  });
});

it("takes extreme logits for what they are, and refuses those without an end", () => {
  const [logits, y] = [
    [-400, -30, -20, -1, 2, 50, 500],
    [0, 1, 0, 0, 1, 1, 1],
  ];
  const [once, tenfold] = [1, 10].map((times) =>
    calibrationSlope(
      logits!.map((z) => z / times),
      y!,
    ),
  );
  expectFitted(tenfold!.slope.estimate!, 10 * once!.slope.estimate!);
  expectFitted(tenfold!.intercept.estimate!, once!.intercept.estimate!);
  expect(() => calibrationSlope([1, Number.NEGATIVE_INFINITY], [1, 0])).toThrow(/a logit is not finite/);
});

it("of a probability near 1 keeps its digits, and of 0 and 1 is finite", () => {
  expect(logitOf([1e-30, 1, 3e-30], 1)).toBeCloseTo(-Math.log(4e-30), 12);
  expect(logitOf([1e-30, 1, 3e-30], 0)).toBeCloseTo(Math.log(1e-30), 12);
  expect(logitOf([0, 1], 1)).toBeCloseTo(-Math.log(Number.MIN_VALUE), 12);
});

/** What is told is twice too far from 0, and 1 below: to be undone by 0.5 z + 0.5. */
function told(round: number) {
  const random = stream(1, "platt", round);
  const truth = Array.from({ length: 400 }, () => 0.02 + 0.96 * random.next());
  const y = truth.map((p) => random.next() < p);
  return { logits: logitsOf(truth).map((z) => 2 * z - 1), y };
}

describe("a fit", () => {
  it("finds what was done to the truth about 95 times in 100 within its intervals", () => {
    const rounds = 200;
    const held = { slope: 0, intercept: 0 };
    for (let round = 0; round < rounds; round++) {
      const { logits, y } = told(round);
      const fit = fitPlatt(logits, y);
      for (const of of ["slope", "intercept"] as const) held[of] += Number(fit[of].low! < 0.5 && 0.5 < fit[of].high!);
    }
    for (const times of Object.values(held))
      expect(Math.abs(times / rounds - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / rounds));
  });

  it("undone, has a slope of 1 and an intercept of 0, and loses less", () => {
    const { logits, y } = told(0);
    const { slope, intercept, logLoss } = fitPlatt(logits, y);
    const undone = logits.map((z) => plattProbability(z, slope.estimate!, intercept.estimate!));
    const again = fitPlatt(logitsOf(undone), y);
    expectFitted([again.slope.estimate!, 1 + again.intercept.estimate!], [1, 1]);
    expectFitted(again.logLoss.before!, logLoss.after!);
    expect(logLoss.after).toBeLessThan(logLoss.before!);
  });
});

it("where probabilities are all but 0 and 1, the fit says so instead of being no number", () => {
  const x = Float64Array.of(-800, -900, 850, 900, -870, 860);
  const y = Uint8Array.of(0, 0, 1, 1, 1, 0);
  expect(fitLogisticLine(x, y, 1)).toEqual({ line: null, reason: expect.stringContaining("too near to 0 and 1") });
});
