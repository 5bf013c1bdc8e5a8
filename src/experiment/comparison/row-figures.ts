/**
 * The figures of a row. Of one run they are those of its metrics.json. Of several (folds, seeds) each figure is taken in each run, as the scales of
 * different models are not one, and averaged; its interval counts patients, each with all of its images from all runs: shares have Wilson's with
 * the effective number of images, their mean over classes MOVER's from these; AUROC, and specificity of several classes, the jackknife's
 * or a bootstrap's.
 */

import { type ComparedRow, shownFigures } from "../../run/index.ts";
import {
  clusteredMean,
  dependenceOf,
  estimateOf,
  type Figure,
  meanFigure,
  proportion,
  rankScores,
  type WeightedFigure,
  weightedAuroc,
  weightedAverage,
  weightedProportion,
} from "../../statistics/index.ts";
import { figuresByPatient } from "./by-patient.ts";
import type { JudgedImage, JudgedRun } from "./judged-run.ts";

type RowFigures = ComparedRow["figures"];

/** runs: one or more, of one task. */
export function figuresOfRow(runs: readonly JudgedRun[]): RowFigures {
  const [first] = runs;
  return runs.length === 1 ? kept(first!) : pooled(runs);
}

function kept({ metrics }: JudgedRun): RowFigures {
  const { sensitivity, specificity, auroc } = shownFigures(metrics);
  return { accuracy: metrics.accuracy, sensitivity, specificity, auroc };
}

/** What is drawn together: a patient's images; an image whose patient is not known, by its bytes. */
export const unitOf = ({ patient, sha256 }: JudgedImage): string =>
  patient === null ? `image ${sha256}` : `patient ${patient}`;

function pooled(runs: readonly JudgedRun[]): RowFigures {
  const { classes, metrics } = runs[0]!;
  const shown = metrics.positive === null ? classes : [metrics.positive];
  return {
    accuracy: meanShare(runs, { isAsked: () => true, isHit: isRight, reason: "no image was judged" }),
    sensitivity: meanSensitivity(runs, shown),
    specificity: meanSpecificity(runs, shown),
    auroc: resampled(runs, Math.min(fewestOf(runs, shown, true), fewestOf(runs, shown, false)), (some) =>
      weightedAverage(shown.map((name) => aurocOf(some, name, classes))),
    ),
  };
}

interface Asked {
  readonly isAsked: (image: JudgedImage) => boolean;
  readonly isHit: (image: JudgedImage) => boolean;
  readonly reason: string;
}

/** The mean over runs of the part of hits among those asked. */
function meanShare(runs: readonly JudgedRun[], { isAsked, isHit, reason }: Asked): Figure {
  const cases = runs.flatMap((run) => run.cases.map((image) => ({ image, run })));
  const hits = cases.map(({ image }) => isHit(image));
  const shares = runs.map((run) => ({
    hits,
    asked: cases.map(({ image, run: of }) => of === run && isAsked(image)),
  }));
  const images = new Set(cases.filter(({ image }) => isAsked(image)).map(({ image }) => image.sha256)).size;
  const clusters = cases.map(({ image }) => unitOf(image));
  return clusteredMean(shares, clusters, { images, reason });
}

function meanSensitivity(runs: readonly JudgedRun[], shown: readonly string[]): Figure {
  const ofClasses = shown.map((name) =>
    meanShare(runs, { isAsked: ({ label }) => label === name, isHit: isRight, reason: `no image of ${name}` }),
  );
  if (ofClasses.length === 1) return ofClasses[0]!;
  const cases = runs.flatMap((run) => run.cases);
  const units = cases.map(unitOf);
  const labels = cases.map(({ label }) => label);
  return meanFigure(ofClasses, { n: new Set(units).size, dependence: dependenceOf(labels, units) });
}

/** Those of several classes share images. */
function meanSpecificity(runs: readonly JudgedRun[], shown: readonly string[]): Figure {
  const [only] = shown;
  if (shown.length > 1)
    return resampled(runs, fewestOf(runs, shown, false), (some) =>
      weightedAverage(shown.map((name) => specificityOf(some, name))),
    );
  return meanShare(runs, {
    isAsked: ({ label }) => label !== only,
    isHit: ({ prediction }) => prediction !== only,
    reason: `no image of another class than ${only}`,
  });
}

/** patients: how many the figure rests on. */
function resampled(
  runs: readonly JudgedRun[],
  patients: number,
  figureOf: (cases: readonly JudgedImage[]) => WeightedFigure,
): Figure {
  const cases = runs.flatMap((run) => run.cases);
  const mean = meanOver(runs, figureOf);
  const drawn = { patients: cases.map(unitOf), labels: cases.map(({ label }) => label) };
  const { figure } = figuresByPatient(drawn, { figure: mean });
  return estimateOf(mean, cases.length) === 1 ? withoutErrors(figure, patients) : figure;
}

/** Patients of the class that has the fewest, or of the smallest rest. */
function fewestOf(runs: readonly JudgedRun[], shown: readonly string[], areOfClass: boolean): number {
  const cases = runs.flatMap((run) => run.cases);
  const among = (name: string): number =>
    new Set(cases.filter(({ label }) => (label === name) === areOfClass).map(unitOf)).size;
  return Math.min(...shown.map(among));
}

/** Where all is right neither a jackknife nor a bootstrap has anything to vary: then as for so many patients of whom each is right. */
function withoutErrors(figure: Figure, patients: number): Figure {
  if (figure.low !== null) return figure;
  const ofAll = proportion(patients, patients, "no image was judged");
  return { ...ofAll, method: `${ofAll.method}, of patients` };
}

/** The mean over runs of a figure of each one's own cases, which follow each other. */
function meanOver(
  runs: readonly JudgedRun[],
  figureOf: (cases: readonly JudgedImage[]) => WeightedFigure,
): WeightedFigure {
  let start = 0;
  const parts = runs.map(({ cases }) => {
    const from = start;
    start += cases.length;
    return { figure: figureOf(cases), from, to: start };
  });
  return weightedAverage(
    parts.map(
      ({ figure, from, to }): WeightedFigure => ({
        at: (counts) => figure.at(counts.slice(from, to)),
        reason: figure.reason,
        link: "logit",
      }),
    ),
  );
}

const isRight = ({ label, prediction }: JudgedImage): boolean => label === prediction;
const of = <Value>(cases: readonly JudgedImage[], value: (image: JudgedImage) => Value): Value[] => cases.map(value);

const specificityOf = (cases: readonly JudgedImage[], name: string): WeightedFigure =>
  weightedProportion(
    of(cases, ({ prediction }) => Number(prediction !== name)),
    of(cases, ({ label }) => Number(label !== name)),
  );

function aurocOf(cases: readonly JudgedImage[], name: string, classes: readonly string[]): WeightedFigure {
  const column = classes.indexOf(name);
  return weightedAuroc(
    rankScores(
      of(cases, ({ probabilities }) => probabilities[column]!),
      of(cases, ({ label }) => label === name),
    ),
  );
}
