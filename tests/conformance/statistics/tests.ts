/** Tests of differences, and resampling. */
import {
  aurocDifference,
  bootstrap,
  holm,
  mcnemar,
  meanDifference,
  permutationTest,
  weightedMean,
} from "../../../src/statistics/index.ts";
import { uniform01 } from "../../support/formula.ts";
import { judgement } from "../../support/judgement-golden.ts";
import { golden } from "../../support/statistics-golden.ts";
import { type Two, two } from "./cases.ts";
import { type ComparedStatistic, compared, limitsOf, type Pair } from "./compared.ts";

export function ofTests(): ComparedStatistic[] {
  return [
    compared("McNemar: exact, mid-p, corrected chi-squared", "statsmodels, SciPy", two.map(mcnemarPair)),
    compared("Holm's correction", "statsmodels", [[holm(golden.holm.p), golden.holm.adjusted]]),
    compared("permutation test of means, exact", "SciPy", [ofMeans()]),
    compared("permutation test of AUROCs, exact", "all permutations", [ofAurocs()]),
    compared("BCa interval on given resamples", "NumPy, SciPy", [onGivenResamples()]),
  ];
}

function mcnemarPair({ right: [first, second], mcnemar: theirs, more }: Two): Pair {
  const { exact, midP, corrected } = mcnemar(first!, second!);
  return [
    [exact, midP, corrected],
    [theirs.exact_p, more.mid_p, theirs.chi2_corrected_p],
  ];
}

function ofMeans(): Pair {
  const { differences, mean, p } = judgement.permutations;
  const found = permutationTest({ cases: differences.length, seed: 1 }, meanDifference(differences));
  return [
    [found.difference!, found.p!],
    [mean, p],
  ];
}

function ofAurocs(): Pair {
  const { a, b, y } = golden.binary.tiny;
  const { difference, p } = judgement.permutations.auroc;
  const found = permutationTest({ cases: y.length, seed: 1 }, aurocDifference(a, b, y));
  return [
    [found.difference!, found.p!],
    [difference, p],
  ];
}

function onGivenResamples(): Pair {
  const { x, resamples, interval } = golden.bca;
  const drawn = uniform01("bca/resamples", resamples * x.length).map((u) => Math.floor(u * x.length));
  const given = Array.from({ length: resamples }, (_, r) => drawn.subarray(r * x.length, (r + 1) * x.length));
  const { mean } = bootstrap({ cases: x.length, resamples: given, seed: 0 }, { mean: weightedMean(x) });
  return [limitsOf(mean.figure), interval];
}
