/** From predictions to everything that metrics.json says of a part. */
import type { PartMetrics, Predictions } from "../../run/index.ts";
import { type Figure, frequencyLogLoss, microFigures, predictiveValues } from "../../statistics/index.ts";
import type { Calibration } from "../../util/calibration.ts";
import { parseOperatingRule } from "../operating-rule.ts";
import { majorityBaseline } from "./baselines.ts";
import { type Candidates, type Figures, settle } from "./candidates.ts";
import { type Cases, casesOf, type Known, oneOfEachPatient } from "./cases.ts";
import { curvesOf } from "./curves.ts";
import { confusionOf, DECISION_FIGURES, decisionCandidates } from "./decision-figures.ts";
import {
  type Applied,
  appliedPoint,
  type ChosenPoint,
  choosePoints,
  judgedPoints,
  pointCandidates,
} from "./operating-points.ts";
import { probabilityCandidates, probabilityMetrics } from "./probability-figures.ts";
import { rankingCandidates } from "./ranking-figures.ts";
import { thresholdsOf } from "./thresholds.ts";
import { uncalibrated } from "./uncalibrated.ts";

/** What was judged, and by what. */
export interface Judged extends Known {
  readonly part: PartMetrics["part"];
  /** In a binary task the class that figures refer to, else null. */
  readonly positive: string | null;
  /** By which the probabilities were made. */
  readonly calibration: Calibration;
  /** By which the decisions were made; null: the largest probability. */
  readonly operatingPoint: Applied;
  /** Thresholds that were chosen on validation. On validation, which chooses them, left out. */
  readonly points?: readonly ChosenPoint[];
  /** How common classes are elsewhere, by name. */
  readonly prevalences?: ReadonlyMap<string, number>;
}

/**
 * Images whose label is not known are not judged by. Throws E_NOTHING_TO_JUDGE where none has one, E_CLASS_UNKNOWN for another label than the classes.
 */
export function judge(predictions: Predictions, judged: Judged): PartMetrics {
  const { part, positive, calibration, operatingPoint, prevalences } = judged;
  const cases = casesOf(predictions, judged);
  const shown = shownPlaces(cases, positive);
  const points = judged.points ?? pointsOf(cases, shown, judged);
  const raw = calibration.kind === "none" ? null : uncalibratedOf(calibration);
  const candidatesOf = (some: Cases): Candidates =>
    new Map([
      ...decisionCandidates(some),
      ...rankingCandidates(some),
      ...probabilityCandidates(some, shown, "after"),
      ...(raw ? probabilityCandidates(raw(some), shown, "before") : []),
      ...pointCandidates(some, points),
    ]);
  const figures = settle(cases, candidatesOf, () => oneOfEachPatient(cases));
  return {
    part,
    chose: part === "validation" ? chosenOn(calibration, operatingPoint) : null,
    images: cases.truths.length,
    patients: cases.patientCount,
    unit: cases.patients === null ? "image" : "patient",
    positive,
    ...decisionMetrics(cases, positive, figures),
    calibration: {
      fitted: calibration,
      before: raw && probabilityMetrics(raw(cases), shown, "before", figures),
      after: probabilityMetrics(cases, shown, "after", figures),
      frequencyLogLoss: frequencyLogLoss(confusionOf(cases).counts.map(total)),
    },
    ...curvesOf(cases, shown),
    thresholds: shown.map((place) => thresholdsOf(cases, place, appliedTo(cases.classes[place]!, points))),
    operatingPoints: judgedPoints(points, figures),
    predictiveValues: predictiveValuesOf(cases, prevalences ?? new Map()),
    baselines: [majorityBaseline(cases)],
  };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** In a binary task the positive class alone, as the other's figures are the same the other way round. */
const shownPlaces = ({ classes }: Cases, positive: string | null): number[] =>
  positive === null ? classes.map((_, place) => place) : [classes.indexOf(positive)];

const appliedTo = (name: string, points: readonly ChosenPoint[]): number | null =>
  points.find((point) => point.applied && point.name === name)?.threshold ?? null;

/** Only validation chooses. */
function pointsOf(cases: Cases, shown: readonly number[], { part, positive, operatingPoint }: Judged): ChosenPoint[] {
  if (part === "validation") return choosePoints(cases, shown, operatingPoint);
  return positive === null ? [] : appliedPoint(positive, operatingPoint);
}

const uncalibratedOf =
  (calibration: Calibration) =>
  (cases: Cases): Cases => ({
    ...cases,
    probabilities: cases.probabilities.map((row) => uncalibrated(row, calibration)),
  });

function chosenOn({ kind }: Calibration, operatingPoint: Applied): string {
  const threshold = operatingPoint !== null && parseOperatingRule(operatingPoint.rule).kind !== "probability";
  const chosen = ["weights", ...(kind === "none" ? [] : ["calibration"]), ...(threshold ? ["operating point"] : [])];
  return new Intl.ListFormat("en").format(chosen);
}

function decisionMetrics(cases: Cases, positive: string | null, figures: Figures) {
  const matrix = confusionOf(cases);
  const { classes } = cases;
  const figure = (name: string): Figure => figures.get(name)!; // every name that is asked for is a candidate
  return {
    confusion: { ...matrix, rates: matrix.counts.map((row, i) => row.map((_, j) => figure(`rate/${i}/${j}`))) },
    accuracy: figure("accuracy"),
    balancedAccuracy: figure("balancedAccuracy"),
    mcc: figure("mcc"),
    kappa: figure("kappa"),
    classes: classes.map((name, place) => ({
      name,
      images: total(matrix.counts[place]!),
      ...figuresOf(`${place}`, figures),
    })),
    macro: figuresOf("macro", figures),
    micro:
      positive === null
        ? { ...microFigures(figure("accuracy"), classes.length), ...rankingOf("micro", figures) }
        : null,
  };
}

function figuresOf(of: string, figures: Figures): PartMetrics["macro"] {
  const entries = DECISION_FIGURES.map((name) => [name, figures.get(`${of}/${name}`)!] as const);
  const decided = Object.fromEntries(entries) as Record<(typeof DECISION_FIGURES)[number], Figure>; // every one, once
  return { ...decided, ...rankingOf(of, figures) };
}

const rankingOf = (of: string, figures: Figures): Pick<PartMetrics["macro"], "auroc" | "averagePrecision"> => ({
  auroc: figures.get(`${of}/auroc`)!,
  averagePrecision: figures.get(`${of}/averagePrecision`)!,
});

/** As the model decides. */
const predictiveValuesOf = (
  { classes, truths, decisions, patients }: Cases,
  prevalences: ReadonlyMap<string, number>,
): PartMetrics["predictiveValues"] =>
  [...prevalences].map(([name, prevalence]) => {
    const place = classes.indexOf(name);
    const calls = { is: truths.map((truth) => truth === place), called: decisions.map((said) => said === place) };
    const { positive, negative } = predictiveValues(calls, prevalence, patients);
    return { name, prevalence, precision: positive, npv: negative };
  });
