/**
 * The mean of the classes' figures (macro average), with an interval made from theirs.
 *
 * Figures of disjoint sets of images are independent, and their distances to the limits add up in squares (MOVER: Zou and Donner,
 * Statistics in Medicine 27, 2008). Others share images; the mean of the limits then holds however strongly they go together,
 * and is wider than it need be.
 */
import {
  type Figure,
  type MeasuredFigure,
  measured,
  type PointFigure,
  pointFigure,
  undefinedFigure,
} from "./figure.ts";

export type Dependence = "disjoint images" | "shared images";

/** Of classes that share no image, but may share patients. groups, clusters: by image, its class and its patient. */
export function dependenceOf(groups: readonly (string | number)[], clusters: readonly string[]): Dependence {
  const apart = new Set(clusters.map((cluster, i) => `${groups[i]} ${cluster}`)).size;
  return apart > new Set(clusters).size ? "shared images" : "disjoint images";
}

const METHODS: Readonly<Record<Dependence, string>> = {
  "disjoint images": "MOVER from the classes' intervals",
  "shared images": "mean of the classes' limits (conservative)",
};

export interface MeanOptions {
  /** The images that all the figures rest on together. */
  readonly n: number;
  readonly dependence: Dependence;
  /** One for each figure; default: all alike. */
  readonly weights?: readonly number[];
}

/** Undefined as soon as one figure is that has a weight; without an interval as soon as one is. */
export function meanFigure(
  figures: readonly Figure[],
  { n, dependence, weights = figures.map(() => 1) }: MeanOptions,
): Figure {
  const method = METHODS[dependence];
  const counted = figures.map((figure, i) => ({ figure, weight: weights[i]! })).filter(({ weight }) => weight > 0);
  const total = sum(counted.map(({ weight }) => weight));
  const parts: Part[] = [];
  for (const { figure, weight } of counted) {
    if (figure.estimate === null) return undefinedFigure(n, method, `undefined for a class: ${figure.reason}`);
    parts.push({ figure, share: weight / total });
  }
  if (parts.length === 0) return undefinedFigure(n, method, "no image was judged");
  const estimate = sum(parts.map(({ figure, share }) => share * figure.estimate));
  const bounded = parts.filter(isBounded);
  const [alone] = parts.flatMap(({ figure }) => (figure.low === null ? [figure] : []));
  return alone === undefined
    ? measured(estimate, limits(bounded, estimate, dependence), n, method)
    : pointFigure(estimate, n, method, `of a class: ${alone.reason}`);
}

interface Part<Of = MeasuredFigure | PointFigure> {
  readonly figure: Of;
  readonly share: number;
}

const isBounded = (part: Part): part is Part<MeasuredFigure> => part.figure.low !== null;

function limits(parts: readonly Part<MeasuredFigure>[], estimate: number, dependence: Dependence) {
  const below = parts.map(({ figure, share }) => share * (figure.estimate - figure.low));
  const above = parts.map(({ figure, share }) => share * (figure.high - figure.estimate));
  const distance = dependence === "disjoint images" ? (each: readonly number[]) => Math.hypot(...each) : sum;
  return { low: estimate - distance(below), high: estimate + distance(above) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
