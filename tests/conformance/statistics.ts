/**
 * Every statistic beside the one of scikit-learn, SciPy or statsmodels, with the largest relative error seen over all cases: a table that the test holds
 * to its tolerances, and that the benchmarks print.
 */
import {
  auroc,
  aurocDifference,
  averagePrecision,
  bootstrap,
  brierOf,
  brierScore,
  calibrationSlope,
  classificationFigures,
  clopperPearson,
  cohenKappa,
  compareAurocs,
  confusionMatrix,
  decisionCurve,
  decomposeBrier,
  delong,
  type Figure,
  fitIsotonic,
  fitPlatt,
  fitTemperature,
  holm,
  isotonicProbability,
  judgeOperatingPoint,
  logLossOf,
  matthewsCorrelation,
  mcnemar,
  meanDifference,
  oneVsRestAuroc,
  operatingPoint,
  permutationTest,
  precisionRecallCurve,
  predictiveValues,
  proportion,
  rankScores,
  reliability,
  rocCurve,
  weightedCalibrationError,
  weightedMean,
} from "../../src/statistics/index.ts";
import { uniform01 } from "../support/formula.ts";
import { judgement } from "../support/judgement-golden.ts";
import { type Figures, flat, largestRelativeError, tolerances } from "../support/relative-error.ts";
import { golden } from "../support/statistics-golden.ts";

export interface ComparedStatistic {
  readonly statistic: string;
  readonly peer: string;
  /** How many figures were compared. */
  readonly figures: number;
  readonly largestError: number;
  readonly tolerance: number;
}

type Pair = readonly [ours: Figures, theirs: Figures];

export function comparedStatistics(): ComparedStatistic[] {
  return [...ofDecisions(), ...ofScores(), ...ofCalibration(), ...ofTests()];
}

function compared(
  statistic: string,
  peer: string,
  pairs: readonly Pair[],
  kind: keyof typeof tolerances = "closed",
): ComparedStatistic {
  const [ours, theirs] = [pairs.flatMap(([each]) => flat(each)), pairs.flatMap(([, each]) => flat(each))];
  if (ours.length !== theirs.length)
    throw new Error(`${statistic}: ${ours.length} figures, but ${theirs.length} of ${peer}`);
  const largestError = largestRelativeError(ours, theirs);
  return { statistic, peer, figures: theirs.length, largestError, tolerance: tolerances[kind] };
}

const two = Object.entries(golden.binary).map(([name, one]) => ({
  ...one,
  more: judgement.binary[name as keyof typeof judgement.binary], // the same names
  ranking: rankScores(one.a, one.y),
  judged: judgeOperatingPoint(one.a, one.y, 0.5),
  right: [one.a, one.b].map((scores) => scores.map((score, i) => score >= 0.5 === (one.y[i] === 1))),
}));

const several = Object.entries(golden.multi).map(([name, one]) => {
  const names = one.confusion.map((_, k) => `${k}`);
  const predictions = one.p.map((row) => `${row.indexOf(Math.max(...row))}`);
  const matrix = confusionMatrix(names, one.y.map(String), predictions);
  const rows = one.p.map((row) => row.map((p) => p / row.reduce((sum, each) => sum + each, 0)));
  return {
    ...one,
    more: judgement.multi[name as keyof typeof judgement.multi],
    names,
    matrix,
    rows,
    figures: classificationFigures(matrix),
  };
});

const estimateOf = (figure: Figure): number => figure.estimate ?? Number.NaN;
const limitsOf = ({ low, high }: { readonly low: number | null; readonly high: number | null }): number[] => [
  low ?? Number.NaN,
  high ?? Number.NaN,
];
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Figures of decisions: what is called what. */
function ofDecisions(): ComparedStatistic[] {
  const matrices = [
    ...two.map(({ judged, more }) => ({ matrix: { classes: ["0", "1"], counts: judged.counts }, more })),
    ...several.map(({ matrix, more }) => ({ matrix, more })),
  ];
  return [
    compared("confusion matrix", "scikit-learn", [
      ...two.map(({ judged, "at_0.5": at }): Pair => [judged.counts, [at.tn, at.fp, at.fn, at.tp]]),
      ...several.map(({ matrix, confusion }): Pair => [matrix.counts, confusion]),
    ]),
    compared(
      "accuracy, sensitivity, specificity, precision, NPV, F1",
      "scikit-learn",
      two.map(
        ({ judged, "at_0.5": at }): Pair => [
          [judged.accuracy, judged.sensitivity, judged.specificity, judged.precision, judged.npv, judged.f1].map(
            estimateOf,
          ),
          [at.accuracy, at.sensitivity, at.specificity, at.precision, at.npv, at.f1],
        ],
      ),
    ),
    compared("figures of each class, macro and weighted", "scikit-learn", several.map(reportPair)),
    compared("balanced accuracy", "scikit-learn", [
      ...two.map(({ judged, "at_0.5": at }): Pair => [(estimateOf(judged.youden) + 1) / 2, at.balanced_accuracy]),
      ...several.map(
        ({ figures, balanced_accuracy }): Pair => [estimateOf(figures.balancedAccuracy), balanced_accuracy],
      ),
    ]),
    compared("Matthews' correlation", "scikit-learn", [
      ...two.map(
        ({ judged, "at_0.5": at }): Pair => [
          estimateOf(matthewsCorrelation({ classes: [], counts: judged.counts })),
          at.mcc,
        ],
      ),
      ...several.map(({ matrix, mcc }): Pair => [estimateOf(matthewsCorrelation(matrix)), mcc]),
    ]),
    compared(
      "Matthews' correlation: interval",
      "complex steps",
      matrices.map(({ matrix, more }): Pair => [limitsOf(matthewsCorrelation(matrix)), more.matthews.interval]),
    ),
    compared("kappa, plain and quadratic", "scikit-learn", [
      ...two.map(
        ({ judged, "at_0.5": at }): Pair => [estimateOf(cohenKappa({ classes: [], counts: judged.counts })), at.kappa],
      ),
      ...several.map(
        ({ matrix, kappa, kappa_quadratic }): Pair => [
          [cohenKappa(matrix), cohenKappa(matrix, "quadratic")].map(estimateOf),
          [kappa, kappa_quadratic],
        ],
      ),
    ]),
    compared(
      "kappa: intervals",
      "statsmodels",
      matrices.map(
        ({ matrix, more }): Pair => [
          [limitsOf(cohenKappa(matrix)), limitsOf(cohenKappa(matrix, "quadratic"))],
          [more.kappa.none.interval, more.kappa.quadratic.interval],
        ],
      ),
    ),
    compared("Wilson's interval", "statsmodels", [
      ...golden.wilson_edges.map(([count, n, expected]): Pair => [limitsOf(proportion(count, n, "")), expected]),
      ...two.map(
        ({ judged, accuracy_wilson, sensitivity_wilson }): Pair => [
          [limitsOf(judged.accuracy), limitsOf(judged.sensitivity)],
          [accuracy_wilson, sensitivity_wilson],
        ],
      ),
    ]),
    compared("Clopper and Pearson's interval", "statsmodels", [
      ...golden.wilson_edges.map(([count, n, , expected]): Pair => [limitsOf(clopperPearson(count, n)), expected]),
      ...two.map(
        ({ y, "at_0.5": at, accuracy_clopper_pearson }): Pair => [
          limitsOf(clopperPearson(at.tp + at.tn, y.length)),
          accuracy_clopper_pearson,
        ],
      ),
    ]),
    compared("operating point by Youden's index", "scikit-learn", two.map(youdenPair)),
    compared(
      "predictive values at a prevalence",
      "complex steps",
      two.flatMap(({ more }) => more.predictive.map(predictivePair)),
    ),
    compared(
      "net benefit",
      "the definition",
      two.map(({ a, y, net_benefit }): Pair => {
        const { model } = decisionCurve(
          a,
          y,
          { cases: y.length, resamples: 1, seed: 1 },
          net_benefit.map(([t]) => t),
        );
        return [model.points.map(({ estimate }) => estimate ?? Number.NaN), net_benefit.map(([, benefit]) => benefit)];
      }),
    ),
  ];
}

function reportPair({ figures, report }: (typeof several)[number]): Pair {
  const rows = [...figures.classes, figures.macro, figures.weighted];
  const theirs = [...figures.classes.map((_, k) => report[k]!), report["macro avg"]!, report["weighted avg"]!];
  return [
    rows.map(({ precision, sensitivity, f1 }) => [precision, sensitivity, f1].map(estimateOf)),
    theirs.map((row) => [row.precision, row.recall, row["f1-score"]]),
  ];
}

function youdenPair({ ranking, youden }: (typeof two)[number]): Pair {
  const found = operatingPoint(ranking, { kind: "youden" });
  if (found.threshold === null) throw new Error(found.reason);
  return [
    [found.threshold, found.sensitivity + found.specificity - 1],
    [youden.threshold, youden.j],
  ];
}

function predictivePair({
  counts: [tp, fp, fn, tn],
  prevalence,
  positive,
  negative,
}: (typeof judgement.binary.tiny.predictive)[number]): Pair {
  const outcomes = { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn };
  const found = predictiveValues(outcomes, prevalence);
  const ours = [found.positive, found.negative].map((figure) => [estimateOf(figure), ...limitsOf(figure)]);
  return [ours, [positive, negative]];
}

/** Figures of scores: curves and areas. */
function ofScores(): ComparedStatistic[] {
  const plain = ({ ranking }: (typeof two)[number]): number[] => {
    const { area, variance } = delong(ranking)!;
    return [Math.sqrt(variance), area - Z * Math.sqrt(variance), area + Z * Math.sqrt(variance)];
  };
  const logit = (p: number): number => Math.log(p / (1 - p));
  return [
    compared(
      "ROC curve",
      "scikit-learn",
      two.map(({ ranking, roc }): Pair => {
        const curve = rocCurve(ranking, { dropIntermediate: false })!;
        return [
          [Array.from(curve.falsePositiveRate), Array.from(curve.truePositiveRate)],
          [roc.fpr, roc.tpr],
        ];
      }),
    ),
    compared(
      "precision-recall curve",
      "scikit-learn",
      two.map(({ ranking, pr }): Pair => {
        const curve = precisionRecallCurve(ranking)!;
        return [
          [Array.from(curve.precision), Array.from(curve.recall)],
          [pr.precision, pr.recall],
        ];
      }),
    ),
    compared(
      "average precision",
      "scikit-learn",
      two.map(({ ranking, average_precision }): Pair => [averagePrecision(ranking)!, average_precision]),
    ),
    compared("AUROC", "scikit-learn", [
      ...two.map(
        ({ a, b, y, auroc: first, auroc_b }): Pair => [[auroc(a, y), auroc(b, y)].map(estimateOf), [first, auroc_b]],
      ),
      [estimateOf(auroc(golden.separable.a, golden.separable.y)), golden.separable.auroc],
    ]),
    compared(
      "AUROC of each class against the rest, and their mean",
      "scikit-learn",
      several.map(({ names, y, p, rows, auroc_ovr, macro_auroc_ovr }): Pair => {
        const truths = y.map(String);
        const { classes } = oneVsRestAuroc(names, truths, p);
        return [
          [...classes.map((each) => estimateOf(each.auroc)), estimateOf(oneVsRestAuroc(names, truths, rows).macro)],
          [...auroc_ovr, macro_auroc_ovr],
        ];
      }),
    ),
    compared("DeLong's standard error and plain interval", "all pairs", [
      ...two.map((one): Pair => [plain(one), [one.delong.se, ...one.delong.ci95]]),
      [Math.sqrt(delong(rankScores(golden.separable.a, golden.separable.y))!.variance), golden.separable.delong_se],
    ]),
    compared(
      "DeLong's interval on the logit scale",
      "all pairs",
      two.map(({ a, y, delong: { auc, se } }): Pair => {
        const width = (Z * se) / (auc * (1 - auc));
        return [limitsOf(auroc(a, y)).map(logit), [logit(auc) - width, logit(auc) + width]];
      }),
    ),
    compared(
      "DeLong's paired test: z and p",
      "all pairs",
      two.map(({ b, y, ranking, delong_paired }): Pair => {
        const { z, p } = compareAurocs(ranking, rankScores(b, y));
        return [
          [z!, p!],
          [delong_paired.z, delong_paired.p],
        ];
      }),
    ),
  ];
}

/** norm.ppf(0.975), SciPy. */
const Z = 1.959963984540054;

/** Figures of probabilities. */
function ofCalibration(): ComparedStatistic[] {
  const everyone = (n: number): Uint8Array => new Uint8Array(n).fill(1);
  const judgedOf = ({ rows, y }: (typeof several)[number]) =>
    rows.map((probabilities, i) => ({ probabilities, truth: y[i]! }));
  const twoJudged = ({ a, y }: (typeof two)[number]) => a.map((p, i) => ({ probabilities: [1 - p, p], truth: y[i]! }));
  return [
    compared("Brier score", "scikit-learn", [
      ...two.map(({ a, y, brier }): Pair => [estimateOf(brierScore(a, y)), brier]),
      ...several.map(
        ({ p, y, brier_sum }): Pair => [
          2 * meanOf(p.map((probabilities, i) => brierOf({ probabilities, truth: y[i]! }))),
          brier_sum,
        ],
      ),
    ]),
    compared(
      "Brier score: decomposition",
      "the definition",
      two.map(({ a, y, more }): Pair => {
        const { debiased, ...terms } = decomposeBrier(a, y)!;
        const { debiased: theirs, ...expected } = more.decomposition;
        return [
          [...Object.values(terms), ...Object.values(debiased)],
          [...Object.values(expected), ...Object.values(theirs)],
        ];
      }),
    ),
    compared("log loss", "scikit-learn", [
      ...two.map((one): Pair => [meanOf(twoJudged(one).map(logLossOf)), one.log_loss]),
      ...several.map((one): Pair => [meanOf(judgedOf(one).map(logLossOf)), one.log_loss]),
    ]),
    compared(
      "reliability diagram, by width and by count",
      "scikit-learn",
      two.map(({ a, y, more }): Pair => {
        const [byWidth, byCount] = [reliability(a, y), reliability(a, y, { by: "count" })].map((bins) =>
          bins.filter(({ count }) => count > 0),
        );
        const rows = [byWidth!, byCount!].flatMap((bins) => [
          bins.map(({ observed }) => estimateOf(observed)),
          bins.map(({ probability }) => probability!),
        ]);
        const { reliability: ofWidth, reliability_by_count: ofCount } = more;
        return [rows, [ofWidth.observed, ofWidth.probability, ofCount.observed, ofCount.probability]];
      }),
    ),
    compared(
      "expected calibration error",
      "the definition",
      two.map(
        ({ a, y, ece_10_equal_width }): Pair => [
          weightedCalibrationError(a, y).at(everyone(y.length))!,
          ece_10_equal_width,
        ],
      ),
    ),
    compared(
      "expected calibration error, debiased",
      "SciPy (integral)",
      two.map(
        ({ a, y, more }): Pair => [
          weightedCalibrationError(a, y, { debiased: true }).at(everyone(y.length))!,
          more.debiased_error,
        ],
      ),
    ),
    compared("calibration slope, intercept, in the large, with errors", "statsmodels", two.map(slopePair), "fitted"),
    compared(
      "Platt's scaling",
      "SciPy",
      two.map(({ a, y, platt }): Pair => {
        const { slope, intercept, logLoss } = fitPlatt(a, y);
        return [
          [estimateOf(slope), estimateOf(intercept), logLoss.after!],
          [platt.slope, platt.intercept, platt.log_loss],
        ];
      }),
      "fitted",
    ),
    compared(
      "temperature",
      "SciPy",
      [
        ...two.map(({ a, y, temperature: { t, log_loss } }): Pair => {
          const { temperature, logLoss } = fitTemperature(a.map(clippedLogit), y);
          return [
            [estimateOf(temperature), logLoss.after!],
            [t, log_loss],
          ];
        }),
        ...several.map(({ p, y, more: { temperature: theirs } }): Pair => {
          const { temperature, logLoss } = fitTemperature(
            p.map((row) => row.map(Math.log)),
            y,
          );
          const ours = [estimateOf(temperature), ...limitsOf(temperature), logLoss.before!, logLoss.after!];
          return [ours, [theirs.temperature, ...theirs.interval, theirs.before, theirs.after]];
        }),
      ],
      "fitted",
    ),
    compared(
      "isotonic curve",
      "scikit-learn",
      two.map(({ a, y, more }): Pair => {
        const { curve } = fitIsotonic(a, y);
        return [more.isotonic.at.map((at) => isotonicProbability(at, curve!)), more.isotonic.values];
      }),
    ),
  ];
}

function clippedLogit(p: number): number[] {
  const inside = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
  return [Math.log(inside / (1 - inside))];
}

function slopePair({ a, y, more }: (typeof two)[number]): Pair {
  const { slope, intercept, inTheLarge } = calibrationSlope(a, y);
  const errorOf = (figure: Figure): number => (limitsOf(figure)[1]! - limitsOf(figure)[0]!) / 2 / Z;
  const figures = [slope, intercept, inTheLarge];
  const { se, ...theirs } = more.slope;
  return [
    [...figures.map(estimateOf), ...figures.map(errorOf)],
    [theirs.slope, theirs.intercept, theirs.in_the_large, se[1], se[0], theirs.se_in_the_large],
  ];
}

/** Tests and resampling. */
function ofTests(): ComparedStatistic[] {
  const { differences, mean, p, auroc: areas } = judgement.permutations;
  const { a, b, y } = golden.binary.tiny;
  const ofMean = permutationTest({ cases: differences.length, seed: 1 }, meanDifference(differences));
  const ofAreas = permutationTest({ cases: y.length, seed: 1 }, aurocDifference(a, b, y));
  return [
    compared(
      "McNemar: exact, mid-p, corrected chi-squared",
      "statsmodels, SciPy",
      two.map(({ right, mcnemar: theirs, more }): Pair => {
        const { exact, midP, corrected } = mcnemar(right[0]!, right[1]!);
        return [
          [exact, midP, corrected],
          [theirs.exact_p, more.mid_p, theirs.chi2_corrected_p],
        ];
      }),
    ),
    compared("Holm's correction", "statsmodels", [[holm(golden.holm.p), golden.holm.adjusted]]),
    compared("permutation test of means, exact", "SciPy", [
      [
        [ofMean.difference!, ofMean.p!],
        [mean, p],
      ],
    ]),
    compared("permutation test of AUROCs, exact", "all permutations", [
      [
        [ofAreas.difference!, ofAreas.p!],
        [areas.difference, areas.p],
      ],
    ]),
    compared("BCa on given resamples", "NumPy and SciPy", [givenResamples()]),
  ];
}

function givenResamples(): Pair {
  const { x, resamples, interval } = golden.bca;
  const drawn = uniform01("bca/resamples", resamples * x.length).map((u) => Math.floor(u * x.length));
  const given = Array.from({ length: resamples }, (_, r) => drawn.subarray(r * x.length, (r + 1) * x.length));
  const { mean } = bootstrap({ cases: x.length, resamples: given, seed: 0 }, { mean: weightedMean(x) });
  return [limitsOf(mean.figure), interval];
}
