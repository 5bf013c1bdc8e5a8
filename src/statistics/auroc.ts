/**
 * The area under the ROC curve: how often an image of the class scores higher than one of the rest (ties count half).
 *
 * Its variance is DeLong's (delong.ts). The interval is taken on the logit scale, so that it stays within 0..1 (Qin and Hotilovac 2008).
 * Where DeLong's variance vanishes (classes fully apart) or cannot be had (one image of a class) the interval is Newcombe's method 5
 * (Statistics in Medicine 25, 2006).
 */
import { type DeLong, delong } from "./delong.ts";
import { type Figure, type Interval, measured, undefinedFigure } from "./figure.ts";
import { meanFigure } from "./mean.ts";
import { Z } from "./normal.ts";
import { type Membership, rankScores } from "./ranking.ts";

const LOGIT = "DeLong, logit scale";
const SCORE = "Newcombe's method 5";

/** The area as a figure. scores: any finite numbers, higher for the class; positive: who belongs to it. */
export function auroc(scores: ArrayLike<number>, positive: Membership): Figure {
  const ranking = rankScores(scores, positive);
  const result = delong(ranking);
  if (!result) return undefinedFigure(scores.length, LOGIT, missingClass(ranking.positives));
  const { area, variance } = result;
  if (variance !== null && variance > 0) return measured(area, logitInterval(area, variance), scores.length, LOGIT);
  const why = variance === null ? "a class has one image only" : "DeLong's variance is 0";
  return measured(area, scoreInterval(result), scores.length, `${SCORE}, as ${why}`);
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
      { n: truths.length, dependence: "shared images" },
    ),
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

function missingClass(positives: number): string {
  return positives > 0 ? "no image of another class" : "no image of the class";
}
