/** What each threshold from 0 to 1 would give, in steps of a hundredth, and at the one that the model decides by: for a person who moves it. */
import type { PartMetrics } from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import type { Cases } from "./cases.ts";
import { rate, rateMethod } from "./rate.ts";

type Thresholds = PartMetrics["thresholds"][number];

const STEPS = Array.from({ length: 101 }, (_, i) => i / 100);

/** applied: by which the class is decided for; null: by none. */
export function thresholdsOf(cases: Cases, place: number, applied: number | null): Thresholds {
  const steps = applied === null || STEPS.includes(applied) ? STEPS : [...STEPS, applied].sort((a, b) => a - b);
  const is = cases.truths.map((truth) => truth === place);
  const rows = steps.map((threshold) =>
    rowOf(
      cases,
      is,
      cases.probabilities.map((row) => row[place]! >= threshold),
    ),
  );
  return {
    name: cases.classes[place]!,
    threshold: steps,
    truePositives: rows.map(({ outcomes }) => outcomes.truePositives),
    falsePositives: rows.map(({ outcomes }) => outcomes.falsePositives),
    falseNegatives: rows.map(({ outcomes }) => outcomes.falseNegatives),
    trueNegatives: rows.map(({ outcomes }) => outcomes.trueNegatives),
    accuracy: columnsOf(rows.map(({ accuracy }) => accuracy)),
    sensitivity: columnsOf(rows.map(({ sensitivity }) => sensitivity)),
    specificity: columnsOf(rows.map(({ specificity }) => specificity)),
    precision: columnsOf(rows.map(({ precision }) => precision)),
    npv: columnsOf(rows.map(({ npv }) => npv)),
    method: rateMethod(cases),
  };
}

function rowOf(cases: Cases, is: readonly boolean[], called: readonly boolean[]) {
  const not = (flags: readonly boolean[]): boolean[] => flags.map((flag) => !flag);
  const count = (ofClass: boolean, said: boolean): number =>
    is.reduce((sum, flag, i) => sum + Number(flag === ofClass && called[i] === said), 0);
  const share = (hits: readonly boolean[], asked: readonly boolean[]): Figure => rate(cases, hits, asked, "no image");
  return {
    outcomes: {
      truePositives: count(true, true),
      falsePositives: count(false, true),
      falseNegatives: count(true, false),
      trueNegatives: count(false, false),
    },
    accuracy: share(
      is.map((flag, i) => flag === called[i]),
      is.map(() => true),
    ),
    sensitivity: share(called, is),
    specificity: share(not(called), not(is)),
    precision: share(is, called),
    npv: share(not(is), not(called)),
  };
}

const columnsOf = (figures: readonly Figure[]): Thresholds["accuracy"] => ({
  estimate: figures.map(({ estimate }) => estimate),
  low: figures.map(({ low }) => low),
  high: figures.map(({ high }) => high),
});
