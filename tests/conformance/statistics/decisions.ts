/** Figures of decisions: of confusion matrices and of thresholds. */
import {
  clopperPearson,
  cohenKappa,
  decisionCurve,
  matthewsCorrelation,
  operatingPoint,
  predictiveValues,
  proportion,
} from "../../../src/statistics/index.ts";
import { callsOf } from "../../support/calls-of.ts";
import type { judgement } from "../../support/judgement-golden.ts";
import { golden } from "../../support/statistics-golden.ts";
import { type Several, several, type Two, two } from "./cases.ts";
import { type ComparedStatistic, compared, estimateOf, limitsOf, type Pair } from "./compared.ts";

const matrixOf = ({ judged }: Two) => ({ classes: ["0", "1"], counts: judged.counts });
const matrices = [
  ...two.map((one) => ({ matrix: matrixOf(one), more: one.more })),
  ...several.map(({ matrix, more }) => ({ matrix, more })),
];

export function ofDecisions(): ComparedStatistic[] {
  return [...ofMatrices(), ...ofAgreement(), ...ofProportions(), ...ofThresholds()];
}

function ofMatrices(): ComparedStatistic[] {
  return [
    compared("confusion matrix", "scikit-learn", [
      ...two.map(({ judged, "at_0.5": at }): Pair => [judged.counts, [at.tn, at.fp, at.fn, at.tp]]),
      ...several.map(({ matrix, confusion }): Pair => [matrix.counts, confusion]),
    ]),
    compared("accuracy, sensitivity, specificity, precision, NPV, F1", "scikit-learn", two.map(outcomesPair)),
    compared("figures of each class, macro and weighted", "scikit-learn", several.map(reportPair)),
    compared("balanced accuracy", "scikit-learn", [
      ...two.map(({ judged, "at_0.5": at }): Pair => [(estimateOf(judged.youden) + 1) / 2, at.balanced_accuracy]),
      ...several.map((one): Pair => [estimateOf(one.figures.balancedAccuracy), one.balanced_accuracy]),
    ]),
  ];
}

function outcomesPair({ judged, "at_0.5": at }: Two): Pair {
  const { accuracy, sensitivity, specificity, precision, npv, f1 } = judged;
  return [
    [accuracy, sensitivity, specificity, precision, npv, f1].map(estimateOf),
    [at.accuracy, at.sensitivity, at.specificity, at.precision, at.npv, at.f1],
  ];
}

function reportPair({ figures, report }: Several): Pair {
  const rows = [...figures.classes, figures.macro, figures.weighted];
  const theirs = [...figures.classes.map((_, k) => report[k]!), report["macro avg"]!, report["weighted avg"]!];
  return [
    rows.map(({ precision, sensitivity, f1 }) => [precision, sensitivity, f1].map(estimateOf)),
    theirs.map((row) => [row.precision, row.recall, row["f1-score"]]),
  ];
}

function ofAgreement(): ComparedStatistic[] {
  return [
    compared("Matthews' correlation", "scikit-learn", [
      ...two.map((one): Pair => [estimateOf(matthewsCorrelation(matrixOf(one))), one["at_0.5"].mcc]),
      ...several.map(({ matrix, mcc }): Pair => [estimateOf(matthewsCorrelation(matrix)), mcc]),
    ]),
    compared(
      "Matthews' correlation: interval",
      "the definition",
      matrices.map(({ matrix, more }): Pair => [limitsOf(matthewsCorrelation(matrix)), more.matthews.interval]),
    ),
    compared("kappa, plain and quadratic", "scikit-learn", [
      ...two.map((one): Pair => [estimateOf(cohenKappa(matrixOf(one))), one["at_0.5"].kappa]),
      ...several.map(({ matrix, kappa, kappa_quadratic }): Pair => {
        return [[cohenKappa(matrix), cohenKappa(matrix, "quadratic")].map(estimateOf), [kappa, kappa_quadratic]];
      }),
    ]),
    compared(
      "kappa, plain and quadratic: intervals",
      "statsmodels",
      matrices.map(({ matrix, more }): Pair => {
        const ours = [cohenKappa(matrix), cohenKappa(matrix, "quadratic")].map(limitsOf);
        return [ours, [more.kappa.none.interval, more.kappa.quadratic.interval]];
      }),
    ),
  ];
}

function ofProportions(): ComparedStatistic[] {
  return [
    compared("Wilson's interval", "statsmodels", [
      ...golden.wilson_edges.map(([count, n, expected]): Pair => [limitsOf(proportion(count, n, "")), expected]),
      ...two.map(({ judged, accuracy_wilson, sensitivity_wilson }): Pair => {
        return [[judged.accuracy, judged.sensitivity].map(limitsOf), [accuracy_wilson, sensitivity_wilson]];
      }),
    ]),
    compared("Clopper and Pearson's interval", "statsmodels", [
      ...golden.wilson_edges.map(([count, n, , expected]): Pair => [limitsOf(clopperPearson(count, n)), expected]),
      ...two.map(({ y, "at_0.5": { tp, tn }, accuracy_clopper_pearson }): Pair => {
        return [limitsOf(clopperPearson(tp + tn, y.length)), accuracy_clopper_pearson];
      }),
    ]),
  ];
}

function ofThresholds(): ComparedStatistic[] {
  return [
    compared("operating point by Youden's index", "scikit-learn", two.map(youdenPair)),
    compared(
      "predictive values at a prevalence, with intervals",
      "the definition",
      two.flatMap(({ more }) => more.predictive.map(predictivePair)),
    ),
    compared("net benefit", "the definition", two.map(benefitPair)),
  ];
}

function youdenPair({ ranking, youden }: Two): Pair {
  const found = operatingPoint(ranking, { kind: "youden" });
  if (found.threshold === null) throw new Error(found.reason);
  return [
    [found.threshold, found.sensitivity + found.specificity - 1],
    [youden.threshold, youden.j],
  ];
}

type Predictive = (typeof judgement.binary.tiny.predictive)[number];

function predictivePair({ counts: [tp, fp, fn, tn], prevalence, positive, negative }: Predictive): Pair {
  const outcomes = { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn };
  const found = predictiveValues(callsOf(outcomes), prevalence);
  const ours = [found.positive, found.negative].map((figure) => [estimateOf(figure), ...limitsOf(figure)]);
  return [ours, [positive, negative]];
}

function benefitPair({ a, y, net_benefit }: Two): Pair {
  const plan = { cases: y.length, resamples: 1, seed: 1 };
  const thresholds = net_benefit.map(([threshold]) => threshold);
  const { model } = decisionCurve(a, y, plan, thresholds);
  return [model.points.map(({ estimate }) => estimate ?? Number.NaN), net_benefit.map(([, benefit]) => benefit)];
}
