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
export type Clusters = readonly string[];

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
  const parts = shares.map((share) => clusteredShare(share, clusters));
  if (parts.length === 0 || parts.some((part) => part.images === 0))
    return undefinedFigure(0, CLUSTERED_METHOD, reason);
  const estimate = parts.reduce((sum, { part }) => sum + part, 0) / parts.length;
  const influences = new Map<string, number>();
  for (const part of parts)
    for (const [cluster, influence] of part.influences)
      influences.set(cluster, (influences.get(cluster) ?? 0) + influence / parts.length);
  const effective = effectiveImages(estimate, influences, images);
  const patients = influences.size;
  const n = effective ?? patients;
  return measured(estimate, wilson(estimate * n, n), patients, effective === null ? AT_EDGE : CLUSTERED_METHOD);
}

export interface ClusteredShare {
  /** Of hits among the cases that are asked; NaN of none. */
  readonly part: number;
  readonly images: number;
  /** By patient who is asked, how far its images move the part: sum of (hit - part) / images. The sum of squares is the part's variance. */
  readonly influences: ReadonlyMap<string, number>;
}

export function clusteredShare({ hits, asked }: Share, clusters: Clusters): ClusteredShare {
  const images = count(asked);
  let right = 0;
  for (let i = 0; i < asked.length; i++) right += Number(Boolean(asked[i]) && Boolean(hits[i]));
  const part = right / images;
  const influences = new Map<string, number>();
  for (const [i, cluster] of clusters.entries())
    if (asked[i]) influences.set(cluster, (influences.get(cluster) ?? 0) + (Number(Boolean(hits[i])) - part) / images);
  return { part, images, influences };
}

/** p (1 - p) / var(p), at most the images; null where the variance says nothing, as where all or none are hits. */
export function effectiveImages(p: number, influences: ReadonlyMap<string, number>, images: number): number | null {
  let variance = 0;
  for (const influence of influences.values()) variance += influence ** 2;
  return p > 0 && p < 1 && variance > TINY ? Math.min(images, (p * (1 - p)) / variance) : null;
}

/** Of a variance that is only rounding. */
const TINY = 1e-24;

function count(flags: Membership): number {
  let sum = 0;
  for (let i = 0; i < flags.length; i++) sum += Number(Boolean(flags[i]));
  return sum;
}
