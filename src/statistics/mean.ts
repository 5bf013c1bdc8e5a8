/**
 * The mean of the classes' figures (macro average), with an interval made from theirs.
 *
 * Figures of disjoint sets of images are independent, and their distances to the limits add up in squares (MOVER: Zou and Donner,
 * Statistics in Medicine 27, 2008). Others share images; the mean of the limits then holds however strongly they go together,
 * and is wider than it need be.
 */
import { type Figure, type MeasuredFigure, measured, undefinedFigure } from "./figure.ts";

export type Dependence = "disjoint images" | "shared images";

const METHODS: Readonly<Record<Dependence, string>> = {
  "disjoint images": "MOVER from the classes' intervals",
  "shared images": "mean of the classes' limits (conservative)",
};

/** n: the images that all the figures rest on together. Undefined as soon as one figure is. */
export function meanFigure(figures: readonly Figure[], n: number, dependence: Dependence): Figure {
  const method = METHODS[dependence];
  const missing = figures.find((figure) => figure.estimate === null);
  if (missing) return undefinedFigure(n, method, `undefined for a class: ${missing.reason}`);
  const known = figures.filter((figure) => figure.estimate !== null);
  const estimate = mean(known.map((figure) => figure.estimate));
  return measured(estimate, limits(known, estimate, dependence), n, method);
}

function limits(figures: readonly MeasuredFigure[], estimate: number, dependence: Dependence) {
  const below = figures.map((figure) => figure.estimate - figure.low);
  const above = figures.map((figure) => figure.high - figure.estimate);
  const distance =
    dependence === "disjoint images" ? (parts: readonly number[]) => Math.hypot(...parts) / parts.length : mean;
  return { low: estimate - distance(below), high: estimate + distance(above) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
