/** tests/golden/judgement.json: calibration, decisions, agreement and paired tests of the cases in statistics.json (generate/judgement.py). */
import { readFileSync } from "node:fs";

interface Estimated {
  readonly value: number;
  readonly se: number;
  readonly interval: readonly number[];
}

interface BrierTermsGolden {
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
}

interface ReliabilityGolden {
  readonly observed: readonly number[];
  readonly probability: readonly number[];
}

interface AgreementGolden {
  readonly matthews: Estimated;
  readonly kappa: Readonly<Record<"none" | "quadratic", Estimated>>;
}

export interface BinaryJudgement extends AgreementGolden {
  readonly slope: {
    readonly intercept: number;
    readonly slope: number;
    /** Of the intercept, of the slope. */
    readonly se: readonly [number, number];
    readonly in_the_large: number;
    readonly se_in_the_large: number;
  };
  readonly isotonic: { readonly at: readonly number[]; readonly values: readonly number[] };
  readonly reliability: ReliabilityGolden;
  readonly reliability_by_count: ReliabilityGolden;
  readonly debiased_error: number;
  readonly decomposition: BrierTermsGolden & {
    readonly withinBinVariance: number;
    readonly withinBinCovariance: number;
    readonly debiased: BrierTermsGolden;
  };
  readonly predictive: readonly {
    readonly counts: readonly [tp: number, fp: number, fn: number, tn: number];
    readonly prevalence: number;
    readonly positive: readonly number[];
    readonly negative: readonly number[];
  }[];
  readonly mid_p: number;
}

export interface MultiJudgement extends AgreementGolden {
  readonly temperature: {
    readonly temperature: number;
    readonly interval: readonly number[];
    readonly before: number;
    readonly after: number;
  };
}

interface JudgementGolden {
  readonly binary: Readonly<Record<"balanced" | "rare" | "tiny", BinaryJudgement>>;
  readonly multi: Readonly<Record<"three" | "five", MultiJudgement>>;
  readonly permutations: {
    readonly differences: readonly number[];
    readonly mean: number;
    readonly p: number;
    readonly auroc: { readonly difference: number; readonly p: number };
  };
}

export const judgement = JSON.parse(
  readFileSync(new URL("../golden/judgement.json", import.meta.url), "utf8"),
) as JudgementGolden; // its generator is its schema
