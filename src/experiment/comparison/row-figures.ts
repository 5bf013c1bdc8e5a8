/**
 * The figures of a row. Of one run they are those of its metrics.json. Of several (folds, seeds) each figure is taken in each run, as the scales of
 * different models are not one, and averaged; its interval is a bootstrap of patients, each drawn with all of its images from all runs.
 */

import { type ComparedRow, shownFigures } from "../../run/index.ts";
import {
  type Figure,
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
type FigureName = keyof RowFigures;

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
  const cases = runs.flatMap((run) => run.cases);
  const clusters = cases.map(unitOf);
  const figures: Record<FigureName, WeightedFigure> = {
    accuracy: meanOver(runs, accuracyOf),
    sensitivity: meanOver(runs, (some) => weightedAverage(shown.map((name) => sensitivityOf(some, name)))),
    specificity: meanOver(runs, (some) => weightedAverage(shown.map((name) => specificityOf(some, name)))),
    auroc: meanOver(runs, (some) => weightedAverage(shown.map((name) => aurocOf(some, name, classes)))),
  };
  const labels = cases.map(({ label }) => label);
  const judged = figuresByPatient({ patients: clusters, labels }, figures);
  const patients = patientsOf(cases, shown);
  const figureOf = (name: FigureName): Figure =>
    figures[name].at(new Uint8Array(cases.length).fill(1)) === 1
      ? withoutErrors(judged[name], patients[name])
      : judged[name];
  return {
    accuracy: figureOf("accuracy"),
    sensitivity: figureOf("sensitivity"),
    specificity: figureOf("specificity"),
    auroc: figureOf("auroc"),
  };
}

/** How many a figure rests on; of several classes those of the one that has the fewest. */
function patientsOf(cases: readonly JudgedImage[], shown: readonly string[]): Record<FigureName, number> {
  const among = (isAsked: (image: JudgedImage) => boolean): number => new Set(cases.filter(isAsked).map(unitOf)).size;
  const ofClass = Math.min(...shown.map((name) => among(({ label }) => label === name)));
  const ofRest = Math.min(...shown.map((name) => among(({ label }) => label !== name)));
  return { accuracy: among(() => true), sensitivity: ofClass, specificity: ofRest, auroc: Math.min(ofClass, ofRest) };
}

/** Where all is right a bootstrap has nothing to vary: then as for so many patients of whom each is right. */
function withoutErrors(figure: Figure, patients: number): Figure {
  if (figure.estimate !== null) return figure;
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
      }),
    ),
  );
}

const isRight = ({ label, prediction }: JudgedImage): number => Number(label === prediction);
const every = (): number => 1;
const of = <Value>(cases: readonly JudgedImage[], value: (image: JudgedImage) => Value): Value[] => cases.map(value);

const accuracyOf = (cases: readonly JudgedImage[]): WeightedFigure =>
  weightedProportion(of(cases, isRight), of(cases, every));

const sensitivityOf = (cases: readonly JudgedImage[], name: string): WeightedFigure =>
  weightedProportion(
    of(cases, isRight),
    of(cases, ({ label }) => Number(label === name)),
  );

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
