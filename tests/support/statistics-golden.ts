/**
 * tests/golden/statistics.json: figures of scikit-learn, SciPy and statsmodels with their inputs (generate/statistics_reference.py).
 */
import { readFileSync } from "node:fs";

interface BinaryGolden {
  readonly y: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly "at_0.5": Readonly<
    Record<
      | "tn"
      | "fp"
      | "fn"
      | "tp"
      | "accuracy"
      | "sensitivity"
      | "specificity"
      | "precision"
      | "npv"
      | "f1"
      | "mcc"
      | "kappa"
      | "balanced_accuracy",
      number
    >
  >;
  readonly accuracy_wilson: readonly number[];
  readonly accuracy_clopper_pearson: readonly number[];
  readonly sensitivity_wilson: readonly number[];
  readonly auroc: number;
  readonly auroc_b: number;
  readonly average_precision: number;
  readonly brier: number;
  readonly log_loss: number;
  readonly ece_10_equal_width: number;
  readonly mcnemar: {
    readonly table: readonly (readonly number[])[];
    readonly exact_p: number;
    readonly chi2_corrected_p: number;
  };
  readonly youden: { readonly threshold: number; readonly j: number };
  readonly platt: { readonly slope: number; readonly intercept: number; readonly log_loss: number };
  readonly temperature: { readonly t: number; readonly log_loss: number };
  readonly net_benefit: readonly (readonly [threshold: number, benefit: number])[];
  readonly delong: { readonly auc: number; readonly se: number; readonly ci95: readonly number[] };
  readonly delong_paired: { readonly z: number; readonly p: number };
  readonly roc: { readonly fpr: readonly number[]; readonly tpr: readonly number[] };
  readonly pr: { readonly precision: readonly number[]; readonly recall: readonly number[] };
}

interface MultiGolden {
  readonly y: readonly number[];
  readonly p: readonly (readonly number[])[];
  readonly confusion: readonly (readonly number[])[];
  readonly accuracy: number;
  readonly report: Readonly<Record<string, Readonly<Record<"precision" | "recall" | "f1-score", number>>>>;
  readonly balanced_accuracy: number;
  readonly mcc: number;
  readonly kappa: number;
  readonly kappa_quadratic: number;
  readonly log_loss: number;
  readonly brier_sum: number;
  readonly macro_auroc_ovr: number;
  readonly auroc_ovr: readonly number[];
}

interface StatisticsGolden {
  readonly binary: Readonly<Record<"balanced" | "rare" | "tiny", BinaryGolden>>;
  readonly separable: {
    readonly y: readonly number[];
    readonly a: readonly number[];
    readonly auroc: number;
    readonly delong_se: number;
  };
  readonly multi: Readonly<Record<"three" | "five", MultiGolden>>;
  readonly holm: { readonly p: readonly number[]; readonly adjusted: readonly number[] };
  readonly bca: {
    readonly x: readonly number[];
    readonly resamples: number;
    readonly z0: number;
    readonly acceleration: number;
    readonly levels: readonly number[];
    readonly interval: readonly number[];
    readonly scipy_200000_resamples: readonly number[];
  };
  readonly wilson_edges: [count: number, n: number, wilson: number[], clopperPearson: number[]][];
}

/** The parts of the file that tests read. */
export const golden = JSON.parse(
  readFileSync(new URL("../golden/statistics.json", import.meta.url), "utf8"),
) as StatisticsGolden; // its generator is its schema
