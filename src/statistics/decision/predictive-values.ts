/**
 * Positive and negative predictive value at a stated prevalence, from sensitivity and specificity, which do not depend on it (Bayes).
 * Intervals on the logit scale (Mercaldo, Lau and Zhou, Statistics in Medicine 26, 2007):
 *
 *   logit PPV = log odds + log Se - log (1 - Sp),  its variance (1 - Se) / (Se n) + Sp / ((1 - Sp) m);
 *
 * where sensitivity or specificity is 0 or 1 from their adjusted estimates, with z^2 / 2 cases more on each side.
 *
 * Of patients with several images n and m are the effective numbers of images (clustered-proportion.ts), and patients with images of both sides
 * add 2 cov(Se, Sp) / (Se (1 - Sp)), which is the delta method again. Never less than of as many images of patients of their own.
 */
import { type ClusteredShare, type Clusters, clusteredShare, effectiveImages } from "../clustered-proportion.ts";
import { type Figure, measured, undefinedFigure } from "../figure.ts";
import { Z } from "../normal.ts";
import type { Membership } from "../ranking.ts";

/** By case: whether it is of the class, and whether it was called so. */
export interface Calls {
  readonly is: Membership;
  readonly called: Membership;
}

export interface PredictiveValues {
  /** The part of those called so that is of the class. */
  readonly positive: Figure;
  /** The part of those not called so that is not. */
  readonly negative: Figure;
}

/** prevalence: of the class where the test will be used, within 0..1, both excluded. patients: by case; null: each has one. */
export function predictiveValues(
  { is, called }: Calls,
  prevalence: number,
  patients: Clusters | null = null,
): PredictiveValues {
  if (!(prevalence > 0 && prevalence < 1)) throw new RangeError(`a prevalence of ${prevalence} is not within 0..1`);
  const clusters = patients ?? Array.from(is, (_, i) => `${i}`);
  const [sensitivity, specificity] = [
    clusteredShare({ hits: called, asked: is }, clusters),
    clusteredShare({ hits: not(called), asked: not(is) }, clusters),
  ];
  const known = {
    n: new Set(clusters).size,
    covariance: covarianceOf(sensitivity, specificity),
    byPatient: !!patients,
  };
  const [ofClass, ofRest] = [rightOf(sensitivity), rightOf(specificity)];
  return {
    positive: predictiveValue(ofClass, ofRest, prevalence / (1 - prevalence), {
      ...known,
      nobody: "no case was called positive",
    }),
    negative: predictiveValue(ofRest, ofClass, (1 - prevalence) / prevalence, {
      ...known,
      nobody: "no case was called negative",
    }),
  };
}

const not = (flags: Membership): boolean[] => Array.from(flags, (flag) => !flag);

/** Of the sum over patients, as both are means of what patients have. */
function covarianceOf(one: ClusteredShare, other: ClusteredShare): number {
  let sum = 0;
  for (const [patient, influence] of one.influences) sum += influence * (other.influences.get(patient) ?? 0);
  return sum;
}

/** The part of the cases of one side that were called right, and on how many cases it rests. */
interface Right {
  readonly part: number;
  readonly images: number;
  /** As many cases of patients of their own would tell as much. */
  readonly effective: number;
}

const rightOf = ({ part, images, influences }: ClusteredShare): Right => ({
  part,
  images,
  effective: effectiveImages(part, influences, images) ?? influences.size,
});

interface Known {
  readonly n: number;
  /** Of sensitivity and specificity. */
  readonly covariance: number;
  readonly byPatient: boolean;
  /** Why there is none where nobody is called so. */
  readonly nobody: string;
}

/** Of the calls that are right of `ours` and wrong of `others`. odds: of ours against others. */
function predictiveValue(
  ours: Right,
  others: Right,
  odds: number,
  { n, covariance, byPatient, nobody }: Known,
): Figure {
  const isAtEdge = [ours, others].some(({ part }) => part === 0 || part === 1);
  const method = methodOf(isAtEdge, byPatient);
  if (ours.images === 0 || others.images === 0)
    return undefinedFigure(n, method, "no case of the class, or none of the rest");
  if (ours.part === 0 && others.part === 1) return undefinedFigure(n, method, nobody);
  const estimate = logistic(logOdds(ours, others, odds));
  const [a, b] = isAtEdge ? [adjusted(ours), adjusted(others)] : [ours, others];
  const center = logOdds(a, b, odds);
  const width = Z * Math.sqrt(varianceOf(a, b, covariance));
  const [low, high] = [logistic(center - width), logistic(center + width)];
  return measured(estimate, { low: Math.min(low, estimate), high: Math.max(high, estimate) }, n, method);
}

function methodOf(isAtEdge: boolean, byPatient: boolean): string {
  const method = isAtEdge ? "logit interval, adjusted (Mercaldo)" : "logit interval (Mercaldo)";
  return byPatient ? `${method} with the effective number of images, by patient` : method;
}

/** log(odds * right / (1 - right of others)); infinite where nobody of one kind is called so. */
const logOdds = (ours: Right, others: Right, odds: number): number => Math.log(odds * (ours.part / (1 - others.part)));

/** Of logOdds. */
function varianceOf(ours: Right, others: Right, covariance: number): number {
  const of = (n: number, m: number): number => (1 - ours.part) / ours.part / n + others.part / (1 - others.part) / m;
  const shared = (2 * covariance) / (ours.part * (1 - others.part));
  return Math.max(of(ours.images, others.images), of(ours.effective, others.effective) + shared);
}

/** As Agresti and Coull. */
function adjusted({ part, images, effective }: Right): Right {
  const more = Z ** 2;
  return {
    part: (part * effective + more / 2) / (effective + more),
    images: images + more,
    effective: effective + more,
  };
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
