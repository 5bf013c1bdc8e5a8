/**
 * Temperature scaling (Guo et al. 2017): logits are divided by one number, as makes the labels of a part that is neither trained nor tested on
 * most likely. Decisions between classes stay as they were.
 *
 * The mean log loss is convex in b = 1 / temperature, with the slope mean(E(z) - z of its class) and the curvature mean(Var(z)), both under
 * softmax(b z). Newton's method, within a bracket that is halved where a step would leave it.
 */
import { type Figure, type Interval, measured, undefinedFigure } from "../figure.ts";
import { Z } from "../normal.ts";

export interface TemperatureFit {
  /** Over 1 makes probabilities milder. */
  readonly temperature: Figure;
  /** Mean over the cases, before (null without a case) and after (null without a fit). */
  readonly logLoss: { readonly before: number | null; readonly after: number | null };
}

const METHOD = "maximum likelihood, Wald's interval of its logarithm";

/** logits: a row per case, a column per class; rows of one column are of a sigmoid. truths: the place of each case's class (of a sigmoid 0 or 1). */
export function fitTemperature(logits: readonly ArrayLike<number>[], truths: ArrayLike<number>): TemperatureFit {
  if (logits.length !== truths.length)
    throw new RangeError(`${logits.length} rows of logits, but ${truths.length} labels`);
  const n = logits.length;
  if (n === 0) return { temperature: undefinedFigure(0, METHOD, "no case"), logLoss: { before: null, after: null } };
  const loss = scaledLoss(logits, truths);
  const before = loss(1).value;
  const reason = whyNoMinimum(logits, truths, loss(0).slope);
  if (reason !== null) return { temperature: undefinedFigure(n, METHOD, reason), logLoss: { before, after: null } };
  const scale = minimum(loss);
  const { value, curvature } = loss(scale);
  const width = Z / Math.sqrt(n * curvature) / scale; // of the logarithm
  const interval: Interval = { low: Math.exp(-width) / scale, high: Math.exp(width) / scale };
  return { temperature: measured(1 / scale, interval, n, METHOD), logLoss: { before, after: value } };
}

/** Probabilities of a row of logits: softmax, or of one logit the sigmoid. */
export function temperedProbabilities(logits: ArrayLike<number>, temperature: number): number[] {
  const row = withZero(logits);
  const largest = row.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = Array.from(row, (logit) => Math.exp((logit - largest) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.slice(row.length - logits.length).map((power) => power / sum);
}

interface Loss {
  readonly value: number;
  readonly slope: number;
  readonly curvature: number;
}

/** The mean log loss of softmax(scale z) and its derivatives by the scale. */
function scaledLoss(logits: readonly ArrayLike<number>[], truths: ArrayLike<number>): (scale: number) => Loss {
  const rows = logits.map((row, i) => beyondTruth(withZero(row), truths[i]!));
  return (scale) => {
    let [value, slope, curvature] = [0, 0, 0];
    for (const row of rows) {
      const { logSum, mean, variance } = momentsOf(row, scale);
      value += logSum;
      slope += mean;
      curvature += variance;
    }
    return { value: value / rows.length, slope: slope / rows.length, curvature: curvature / rows.length };
  };
}

/** A sigmoid is the softmax of 0 and its logit. */
function withZero(row: ArrayLike<number>): Float64Array {
  return row.length === 1 ? Float64Array.of(0, row[0]!) : Float64Array.from(row);
}

/** What each logit has more than that of the case's class. */
function beyondTruth(row: Float64Array, truth: number): Float64Array {
  if (row[truth] === undefined) throw new RangeError(`a label is ${truth}, but there are ${row.length} classes`);
  return row.map((logit) => logit - row[truth]!);
}

/** log sum exp(scale d), and mean and variance of d under its softmax. */
function momentsOf(row: Float64Array, scale: number) {
  const largest = row.reduce((most, value) => Math.max(most, value), 0);
  let [sum, first, second] = [0, 0, 0];
  for (const value of row) {
    const power = Math.exp(scale * (value - largest));
    sum += power;
    first += power * value;
    second += power * value * value;
  }
  const mean = first / sum;
  return { logSum: scale * largest + Math.log(sum), mean, variance: Math.max(0, second / sum - mean ** 2) };
}

/** The loss has its least value inside (0, infinity) if it falls at 0 and some logit is above that of the case's class. */
function whyNoMinimum(
  logits: readonly ArrayLike<number>[],
  truths: ArrayLike<number>,
  slopeAtZero: number,
): string | null {
  if (slopeAtZero >= 0) return "the logits do not speak for the classes: no finite temperature is best";
  const isMistaken = logits.some((row, i) => beyondTruth(withZero(row), truths[i]!).some((value) => value > 0));
  return isMistaken ? null : "every case is right: the colder the better, no temperature above 0 is best";
}

/** Where the slope is 0, to the last bits. */
function minimum(loss: (scale: number) => Loss): number {
  let [low, high] = [0, 1];
  while (loss(high).slope < 0) [low, high] = [high, 2 * high];
  let scale = high;
  for (let step = 0; step < 200; step++) {
    const { slope, curvature } = loss(scale);
    if (slope < 0) low = scale;
    else high = scale;
    const newton = scale - slope / curvature;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - scale) <= 1e-15 * scale) return next;
    scale = next;
  }
  return scale;
}
