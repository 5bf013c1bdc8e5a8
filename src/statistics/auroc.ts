/**
 * The area under the ROC curve: how often an image of the class scores higher than one of the rest (ties count half).
 *
 * Its variance is DeLong's (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988), from placement values by midranks (Sun and Xu,
 * IEEE Signal Processing Letters 21, 2014), O(n log n). The interval is taken on the logit scale, so that it stays within 0..1
 * (Qin and Hotilovac 2008). Where DeLong's variance vanishes (classes fully apart, one positive image) it says nothing; then the
 * interval is Newcombe's method 5 (Statistics in Medicine 25, 2006).
 */
import { type Figure, type Interval, measured, undefinedFigure } from "./figure.ts";
import { meanFigure } from "./mean.ts";
import { Z } from "./normal.ts";

export interface DeLong {
  readonly area: number;
  /** 0 where the placement values do not vary, or a class has one image only. */
  readonly variance: number;
  readonly positives: number;
  readonly negatives: number;
}

const LOGIT = "DeLong, logit scale";
const SCORE = "Newcombe's method 5, as DeLong's variance is 0";

/** The area as a figure. scores: any finite numbers, higher for the class; positive: who belongs to it. */
export function auroc(scores: readonly number[], positive: readonly boolean[]): Figure {
  const result = delong(scores, positive);
  if (!result) return undefinedFigure(scores.length, LOGIT, missingClass(positive));
  const { area, variance } = result;
  const usable = variance > 0 && area > 0 && area < 1;
  return usable
    ? measured(area, logitInterval(area, variance), scores.length, LOGIT)
    : measured(area, scoreInterval(result), scores.length, SCORE);
}

export interface OneVsRest {
  readonly classes: readonly { readonly name: string; readonly auroc: Figure }[];
  /** The unweighted mean over the classes. */
  readonly macro: Figure;
}

/** Each class against the rest. truths: a name per image; probabilities: a row per image, a column per class. */
export function oneVsRestAuroc(
  classes: readonly string[],
  truths: readonly string[],
  probabilities: readonly ArrayLike<number>[],
): OneVsRest {
  const figures = classes.map((name, column) => {
    const scores = probabilities.map((row) => row[column]!);
    return {
      name,
      auroc: auroc(
        scores,
        truths.map((truth) => truth === name),
      ),
    };
  });
  return {
    classes: figures,
    macro: meanFigure(
      figures.map((each) => each.auroc),
      truths.length,
      "shared images",
    ),
  };
}

/** Area and DeLong's variance; null where one of the two classes has no image. */
export function delong(scores: readonly number[], positive: readonly boolean[]): DeLong | null {
  requireScores(scores, positive);
  const ours = scores.filter((_, i) => positive[i]);
  const others = scores.filter((_, i) => !positive[i]);
  if (ours.length === 0 || others.length === 0) return null;
  const ranks = midranks(scores);
  const ranksOf = (kind: boolean) => ranks.filter((_, i) => positive[i] === kind);
  // V10: for each of ours, the part of the others below it. V01: for each other, the part of ours above it.
  const v10 = placements(ranksOf(true), midranks(ours), others.length);
  const v01 = placements(ranksOf(false), midranks(others), ours.length).map((below) => 1 - below);
  return {
    area: mean(v10),
    variance: sampleVariance(v10) / v10.length + sampleVariance(v01) / v01.length,
    positives: ours.length,
    negatives: others.length,
  };
}

/** area +- z sqrt(variance): the textbook interval, which may leave 0..1. */
export function plainInterval(area: number, variance: number): Interval {
  const width = Z * Math.sqrt(variance);
  return { low: area - width, high: area + width };
}

/** logit(area) +- z se / (area (1 - area)), turned back. */
function logitInterval(area: number, variance: number): Interval {
  const center = Math.log(area / (1 - area));
  const width = (Z * Math.sqrt(variance)) / (area * (1 - area));
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));
  return { low: logistic(center - width), high: logistic(center + width) };
}

/** The areas t with |area - t| = z sqrt(v(t)), v(t) = t (1-t) (1 + k (1-t)/(2-t) + k t/(1+t)) / (m n), k = (m+n)/2 - 1. */
function scoreInterval({ area, positives, negatives }: DeLong): Interval {
  const k = (positives + negatives) / 2 - 1;
  const variance = (t: number) =>
    (t * (1 - t) * (1 + (k * (1 - t)) / (2 - t) + (k * t) / (1 + t))) / (positives * negatives);
  const inside = (t: number) => (area - t) ** 2 <= Z ** 2 * variance(t);
  return { low: boundary(area, 0, inside), high: boundary(area, 1, inside) };
}

/** Where a condition that holds next to start stops holding on the way to end, by bisection to the last bit. */
function boundary(start: number, end: number, holds: (t: number) => boolean): number {
  if (start === end) return end;
  let [inner, outer] = [start, end];
  for (let middle = (inner + outer) / 2; middle !== inner && middle !== outer; middle = (inner + outer) / 2) {
    if (holds(middle)) inner = middle;
    else outer = middle;
  }
  return inner;
}

/** Ranks from 1; equal values share the mean of theirs. */
function midranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let first = 0, next = 0; first < order.length; first = next) {
    while (next < order.length && values[order[next]!] === values[order[first]!]) next++;
    for (let place = first; place < next; place++) ranks[order[place]!] = (first + 1 + next) / 2;
  }
  return ranks;
}

/** The part of the other class below each value: its rank among all less its rank among its own, over their number. */
function placements(amongAll: readonly number[], amongOwn: readonly number[], others: number): number[] {
  return amongAll.map((rank, i) => (rank - amongOwn[i]!) / others);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sampleVariance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}

function missingClass(positive: readonly boolean[]): string {
  return positive.includes(true) ? "no image of another class" : "no image of the class";
}

function requireScores(scores: readonly number[], positive: readonly boolean[]): void {
  if (scores.length !== positive.length) throw new RangeError(`${scores.length} scores, but ${positive.length} labels`);
  if (!scores.every(Number.isFinite)) throw new RangeError("a score is not a finite number");
}
