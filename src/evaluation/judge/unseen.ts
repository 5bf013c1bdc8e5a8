/**
 * Figures of the whole confusion matrix where a class is all right or all wrong, of which resamples would say nothing: they draw what was seen.
 * Each such class gets one patient more (with as many images as its patients have on average), who is called otherwise; then patients are
 * drawn within classes, and percentiles taken. A resample has that patient 0 to 3 times, so that a class of k patients may be wrong in up to 3 of k + 1 (as the rule of three).
 * Estimates are those of what was seen. Called otherwise: a class that is all wrong rightly, one that is all right as the largest of the others.
 */
import {
  bootstrap,
  type ConfusionFigure,
  type Figure,
  type MeasuredFigure,
  weightedConfusion,
} from "../../statistics/index.ts";
import { RESAMPLES, resampling } from "./candidates.ts";
import type { Cases } from "./cases.ts";

const NAMES = [
  "matthews",
  "kappa",
  "macroPrecision",
  "macroSpecificity",
  "macroNpv",
  "macroF1",
] as const satisfies ConfusionFigure[];

/** null where every class has right and wrong images; or all images are right, or all wrong, which has intervals of its own. */
export function unseenFigures(cases: Cases): ReadonlyMap<ConfusionFigure, Figure> | null {
  const more = withUnseen(cases);
  if (more === null) return null;
  const figures = ({ classes, truths, decisions }: Cases) =>
    Object.fromEntries(
      NAMES.map((name) => [name, weightedConfusion({ classes: classes.length, truths, predictions: decisions }, name)]),
    );
  const seen = figures(cases);
  const everyone = new Uint8Array(cases.truths.length).fill(1);
  const found = bootstrap({ ...resampling(more, RESAMPLES), interval: "percentile" }, figures(more));
  return new Map(
    NAMES.flatMap((name) => {
      const { figure } = found[name]!; // every name's
      const estimate = seen[name]!.at(everyone);
      return estimate === null || figure.low === null ? [] : [[name, around(estimate, figure, cases)] as const];
    }),
  );
}

function around(estimate: number, { low, high, method }: MeasuredFigure, { truths, patients }: Cases): Figure {
  const unit = patients === null ? "image" : "patient";
  return {
    estimate,
    low: Math.min(estimate, low),
    high: Math.max(estimate, high),
    n: patients === null ? truths.length : new Set(patients).size,
    method: `${method}, with one ${unit} more of each class that is all right or all wrong, called otherwise`,
  };
}

function withUnseen(cases: Cases): Cases | null {
  const { classes, truths, decisions, patients } = cases;
  const ofClass = classes.map((_, place) => tally(cases, place));
  const known = ofClass.filter(({ images }) => images > 0);
  const rights = known.reduce((sum, { right }) => sum + right, 0);
  if (rights === 0 || rights === truths.length) return null;
  const added = ofClass.flatMap(({ images, people, right }, place) => {
    if (images === 0 || (right > 0 && right < images)) return [];
    const called = right === 0 ? place : largestBut(place, ofClass);
    const one = { truth: place, called, patient: `one more of ${classes[place]}` };
    return Array.from({ length: Math.round(images / people) }, () => one);
  });
  if (added.length === 0) return null;
  return {
    ...cases,
    truths: [...truths, ...added.map(({ truth }) => truth)],
    decisions: [...decisions, ...added.map(({ called }) => called)],
    patients: patients && [...patients, ...added.map(({ patient }) => patient)],
  };
}

interface Tally {
  readonly images: number;
  readonly right: number;
  readonly people: number;
}

function tally({ truths, decisions, patients }: Cases, place: number): Tally {
  const of = truths.flatMap((truth, i) => (truth === place ? [i] : []));
  return {
    images: of.length,
    right: of.filter((i) => decisions[i] === place).length,
    people: new Set(of.map((i) => patients?.[i] ?? i)).size,
  };
}

function largestBut(place: number, ofClass: readonly Tally[]): number {
  const others = ofClass.map(({ images }, i) => (i === place ? -1 : images));
  return others.indexOf(Math.max(...others));
}
