/** Figures of scores: curves and the areas under them. */
import {
  auroc,
  averagePrecision,
  compareAurocs,
  delong,
  oneVsRestAuroc,
  precisionRecallCurve,
  type Ranking,
  rankScores,
  rocCurve,
} from "../../../src/statistics/index.ts";
import { golden } from "../../support/statistics-golden.ts";
import { type Several, several, type Two, two } from "./cases.ts";
import { type ComparedStatistic, compared, estimateOf, limitsOf, type Pair, Z } from "./compared.ts";

const apart = golden.separable;

export function ofScores(): ComparedStatistic[] {
  return [...ofCurves(), ...ofAreas()];
}

function ofCurves(): ComparedStatistic[] {
  return [
    compared("ROC curve", "scikit-learn", two.map(rocPair)),
    compared("precision-recall curve", "scikit-learn", two.map(precisionRecallPair)),
    compared(
      "average precision",
      "scikit-learn",
      two.map(({ ranking, average_precision }): Pair => [averagePrecision(ranking)!, average_precision]),
    ),
  ];
}

function rocPair({ ranking, roc }: Two): Pair {
  const { falsePositiveRate, truePositiveRate } = rocCurve(ranking, { dropIntermediate: false })!;
  return [[falsePositiveRate, truePositiveRate].map((each) => Array.from(each)), [roc.fpr, roc.tpr]];
}

function precisionRecallPair({ ranking, pr }: Two): Pair {
  const { precision, recall } = precisionRecallCurve(ranking)!;
  return [[precision, recall].map((each) => Array.from(each)), [pr.precision, pr.recall]];
}

function ofAreas(): ComparedStatistic[] {
  return [
    compared("AUROC", "scikit-learn", [
      ...two.map(({ a, b, y, ...one }): Pair => [[auroc(a, y), auroc(b, y)].map(estimateOf), [one.auroc, one.auroc_b]]),
      [estimateOf(auroc(apart.a, apart.y)), apart.auroc],
    ]),
    compared("AUROC of each class against the rest, and their mean", "scikit-learn", several.map(oneVsRestPair)),
    compared("DeLong's standard error and plain interval", "all pairs", [
      ...two.map(({ ranking, delong: { se, ci95 } }): Pair => [plain(ranking), [se, ...ci95]]),
      [Math.sqrt(delong(rankScores(apart.a, apart.y))!.variance!), apart.delong_se],
    ]),
    compared("DeLong's interval on the logit scale", "all pairs", two.map(logitPair)),
    compared("DeLong's paired test: z and p", "all pairs", two.map(pairedPair)),
  ];
}

function oneVsRestPair({ names, y, p, rows, auroc_ovr, macro_auroc_ovr }: Several): Pair {
  const truths = y.map(String);
  const { classes } = oneVsRestAuroc(names, truths, p);
  const { macro } = oneVsRestAuroc(names, truths, rows);
  return [[...classes.map((each) => each.auroc), macro].map(estimateOf), [...auroc_ovr, macro_auroc_ovr]];
}

function plain(ranking: Ranking): number[] {
  const { area, variance } = delong(ranking)!;
  const error = Math.sqrt(variance!);
  return [error, area - Z * error, area + Z * error];
}

function logitPair({ a, y, delong: { auc, se } }: Two): Pair {
  const logit = (p: number): number => Math.log(p / (1 - p));
  const width = (Z * se) / (auc * (1 - auc));
  return [limitsOf(auroc(a, y)).map(logit), [logit(auc) - width, logit(auc) + width]];
}

function pairedPair({ b, y, ranking, delong_paired }: Two): Pair {
  const { z, p } = compareAurocs(ranking, rankScores(b, y));
  return [
    [z!, p!],
    [delong_paired.z, delong_paired.p],
  ];
}
