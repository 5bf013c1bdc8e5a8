/**
 * A share of images of which patients have several: Wilson's interval with the effective number of images p (1 - p) / var(p), where var(p) is
 * that of a ratio of patients' sums (Rao and Scott, Biometrics 48, 1992; with Wilson's interval: Saha, Miller and Wang, Int. J. Biostatistics 12, 2016).
 *
 * Never more than there are images: that images of one patient differ more than those of two is chance. Where all or none are hits, the variance says
 * nothing, and n is the number of patients, as if all images of one were alike. Neither resampled nor conditioned on how many images a class has.
 */
import { type Figure, measured, undefinedFigure } from "./figure.ts";
import { wilson } from "./proportion.ts";
import type { Membership } from "./ranking.ts";

export const CLUSTERED_METHOD = "Wilson score interval with the effective number of images, by patient";
const AT_EDGE = "Wilson score interval with n the patients";

export interface Share {
  readonly hits: Membership;
  readonly asked: Membership;
}

/** By case: its patient. */
type Clusters = readonly string[];

/** The part of hits among the cases that are asked; n: of their patients. */
export function clusteredProportion(share: Share, clusters: Clusters, reason: string): Figure {
  return clusteredMean([share], clusters, { images: count(share.asked), reason });
}

/** The mean of several parts, each of cases of its own (those of one run). images: how many different ones they rest on. */
export function clusteredMean(
  shares: readonly Share[],
  clusters: Clusters,
  { images, reason }: { readonly images: number; readonly reason: string },
): Figure {
  const sums = shares.map(sumsOf);
  if (sums.length === 0 || sums.some(({ n }) => n === 0)) return undefinedFigure(0, CLUSTERED_METHOD, reason);
  const estimate = sums.reduce((sum, { p }) => sum + p, 0) / shares.length;
  const influences = new Map<string, number>();
  for (const [s, { hits, asked }] of shares.entries()) {
    const { p, n } = sums[s]!;
    for (const [i, cluster] of clusters.entries()) {
      if (!asked[i]) continue;
      const influence = (Number(Boolean(hits[i])) - p) / n / shares.length;
      influences.set(cluster, (influences.get(cluster) ?? 0) + influence);
    }
  }
  return figureOf(estimate, [...influences.values()], images);
}

/** influences: by patient, how far its images move the estimate. */
function figureOf(estimate: number, influences: readonly number[], images: number): Figure {
  const patients = influences.length;
  const variance = influences.reduce((sum, each) => sum + each ** 2, 0);
  const isKnown = estimate > 0 && estimate < 1 && variance > TINY;
  const n = isKnown ? Math.min(images, (estimate * (1 - estimate)) / variance) : patients;
  return measured(estimate, wilson(estimate * n, n), patients, isKnown ? CLUSTERED_METHOD : AT_EDGE);
}

/** Of a variance that is only rounding. */
const TINY = 1e-24;

function sumsOf({ hits, asked }: Share) {
  const n = count(asked);
  let right = 0;
  for (let i = 0; i < asked.length; i++) right += Number(Boolean(asked[i]) && Boolean(hits[i]));
  return { n, p: right / n };
}

function count(flags: Membership): number {
  let sum = 0;
  for (let i = 0; i < flags.length; i++) sum += Number(Boolean(flags[i]));
  return sum;
}
