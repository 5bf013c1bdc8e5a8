/**
 * Differences between two judges of the same images. Of proportions: Newcombe's method 10 (Statistics in Medicine 17, 1998, 2635-2650),
 * Wilson's intervals of the two put together by how they go together. Of means: Student's t interval of the differences, image by image.
 */
import { type Figure, type Interval, LEVEL, measured, pointFigure, undefinedFigure } from "./figure.ts";
import { wilson } from "./proportion.ts";
import { studentLimit } from "./student.ts";

const NEWCOMBE = "Newcombe's method 10 for paired proportions";

/** How often the first is right, less how often the second is; one of each for every image. */
export function pairedProportions(first: readonly boolean[], second: readonly boolean[]): Figure {
  const n = first.length;
  if (n === 0) return undefinedFigure(0, NEWCOMBE, "no image was judged");
  const count = (a: boolean, b: boolean): number => first.filter((right, i) => right === a && second[i] === b).length;
  const table = {
    both: count(true, true),
    first: count(true, false),
    second: count(false, true),
    none: count(false, false),
  };
  return measured((table.first - table.second) / n, newcombe(table), n, NEWCOMBE);
}

/** Images by who is right. */
export interface PairedTable {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly none: number;
}

/** The interval of the first's proportion less the second's. */
export function newcombe(table: PairedTable): Interval {
  const { both, first, second, none } = table;
  const n = both + first + second + none;
  const [p1, p2] = [(both + first) / n, (both + second) / n];
  const [of1, of2] = [wilson(both + first, n), wilson(both + second, n)];
  const phi = correlation(table, n);
  const distance = (a: number, b: number): number => Math.sqrt(Math.max(0, a ** 2 - 2 * phi * a * b + b ** 2));
  return {
    low: p1 - p2 - distance(p1 - of1.low, of2.high - p2),
    high: p1 - p2 + distance(p2 - of2.low, of1.high - p1),
  };
}

/** phi, whose numerator is drawn towards 0 by n / 2 where it is positive; 0 where it is not defined. */
function correlation({ both, first, second, none }: PairedTable, n: number): number {
  const product = (both + first) * (second + none) * (both + second) * (first + none);
  if (product === 0) return 0;
  const covariance = both * none - first * second;
  return (covariance > 0 ? Math.max(covariance - n / 2, 0) : covariance) / Math.sqrt(product);
}

interface MeanOf {
  /** Default: images. */
  readonly things?: "images" | "folds";
  /** What a value can be, and so the mean: limits beyond it are cut to it. */
  readonly range?: Interval;
}

const ANY: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** The mean of what each image (or fold) has; of one it has no interval. */
export function studentMean(values: readonly number[], { things = "images", range = ANY }: MeanOf = {}): Figure {
  const n = values.length;
  const method = `Student's t interval of the mean over ${things}`;
  if (n === 0) return undefinedFigure(n, method, `none of the ${things}`);
  if (n === 1) return pointFigure(values[0]!, n, method, `fewer than two ${things}`);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const distance = studentLimit(LEVEL, n - 1) * Math.sqrt(squares / (n - 1) / n);
  const [low, high] = [Math.max(mean - distance, range.low), Math.min(mean + distance, range.high)];
  const isCut = low > mean - distance || high < mean + distance;
  return measured(mean, { low, high }, n, isCut ? `${method}, cut to what it can be` : method);
}
