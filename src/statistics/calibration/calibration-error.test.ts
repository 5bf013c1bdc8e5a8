import { describe, expect, it } from "vitest";
import { expectClosedForm } from "../../../tests/support/compare.ts";
import { golden } from "../../../tests/support/precision-golden.ts";
import { type RandomStream, stream } from "../../util/random.ts";
import { bootstrap } from "../bootstrap.ts";
import { weightedCalibrationError } from "./calibration-error.ts";

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** A case whose logits are drawn too far from 0 by a factor. */
function drawn(random: RandomStream, factor: number): { p: number; y: number } {
  const z = 6 * (random.next() - 0.5);
  return { p: logistic(factor * z), y: Number(random.next() < logistic(z)) };
}

/** Of endless cases, in ten bins: an integral over z. */
function trueError(factor: number): number {
  const sums = new Float64Array(10);
  const STEPS = 100_000;
  for (let k = 0; k < STEPS; k++) {
    const z = 6 * ((k + 0.5) / STEPS - 0.5);
    const p = logistic(factor * z);
    sums[Math.min(9, Math.max(0, Math.ceil(p * 10) - 1))]! += (p - logistic(z)) / STEPS;
  }
  return sums.reduce((total, each) => total + Math.abs(each), 0);
}

const plain = { cases: 250, resamples: 250 };

describe.each([1, 1.5])("of %d times too large logits", (factor) => {
  const truth = trueError(factor);
  const rounds = Array.from({ length: 80 }, (_, round) => {
    const random = stream(5, "calibration error", factor, round);
    const cases = Array.from({ length: plain.cases }, () => drawn(random, factor));
    const [p, y] = [cases.map((each) => each.p), cases.map((each) => each.y)];
    const figures = {
      error: weightedCalibrationError(p, y),
      debiased: weightedCalibrationError(p, y, { debiased: true }),
    };
    return bootstrap({ ...plain, seed: round }, figures);
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it("the debiased form is nearer to the truth", () => {
    const excess = (form: "error" | "debiased") => mean(rounds.map((each) => each[form].figure.estimate!)) - truth;
    expect(excess("error")).toBeGreaterThan(0.015);
    expect(Math.abs(excess("debiased"))).toBeLessThan(0.75 * excess("error"));
  });

  it("its interval holds the truth about 95 times in 100", () => {
    const held = rounds.filter(({ debiased: { figure } }) => figure.low! <= truth && truth <= figure.high!).length;
    expect(held / rounds.length).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / rounds.length));
  });
});

it("of one case is its distance, and has no interval", () => {
  const { figure } = bootstrap(
    { cases: 1, resamples: 5, seed: 1 },
    { error: weightedCalibrationError([0.75], [1]) },
  ).error;
  expect(figure).toMatchObject({ estimate: 0.25, low: null, reason: "every resample gives 0.25" });
});

it("of the class that is decided for, in ten bins: as from the definition in Python", () => {
  const { p, y, ece } = golden.scores;
  const confidence = p.map((row) => Math.max(...row));
  const members = p.map((row, i) => row.indexOf(confidence[i]!) === y[i]);
  expectClosedForm(weightedCalibrationError(confidence, members).at(new Uint8Array(y.length).fill(1))!, ece);
});

it("probabilities of 0 and 1 have a bin", () => {
  expect(weightedCalibrationError([0, 1], [0, 1]).at(Uint8Array.of(1, 1))).toBe(0);
});
