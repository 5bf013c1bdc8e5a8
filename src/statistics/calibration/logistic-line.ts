/**
 * Logistic regression on one number: P(class) = sigmoid(intercept + slope x), the likelihood's maximum by Newton's method with halved steps, and its
 * inverse information as variances. It exists where the classes overlap in x (Albert and Anderson 1984).
 */
interface LogisticLine {
  readonly slope: number;
  readonly intercept: number;
  readonly variance: { readonly slope: number; readonly intercept: number };
  /** Mean over the cases. */
  readonly logLoss: number;
}

export type LogisticLineFit = { readonly line: LogisticLine } | { readonly line: null; readonly reason: string };

const MOST_STEPS = 100;
/** Of what a step would still gain, by case. */
const SMALLEST_GAIN = 1e-20;
/** Of the loss: a rise that is no more is rounding, near the minimum, where the whole step is right. */
const ROUNDING = 1e-12;

/** x: finite; y: 1 for the class, 0 for the rest. slope: held where it is given. Throws a RangeError where x is not finite. */
export function fitLogisticLine(x: Float64Array, y: Uint8Array, slope?: number): LogisticLineFit {
  if (!x.every(Number.isFinite)) throw new RangeError("a logit is not finite");
  const reason = oneClass(y) ?? (slope === undefined ? parted(x, y) : null);
  if (reason !== null) return { line: null, reason };
  const positives = y.reduce((sum, is) => sum + is, 0);
  let at = stateOf(
    x,
    y,
    { slope: slope ?? 0, intercept: Math.log(positives / (y.length - positives)) },
    slope === undefined,
  );
  for (let step = 0; step < MOST_STEPS; step++) {
    const { direction, gain } = newtonStep(at);
    if (!(gain > SMALLEST_GAIN * y.length)) break; // nothing to gain, or no curvature to tell by
    at = shortened(x, y, at, direction);
  }
  const line = lineOf(at, y.length);
  return isFiniteLine(line)
    ? { line }
    : { line: null, reason: "probabilities are too near to 0 and 1 for an interval" };
}

const isFiniteLine = ({ slope, intercept, variance }: LogisticLine): boolean =>
  [slope, intercept, variance.slope, variance.intercept].every(Number.isFinite);

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

interface State extends Line {
  readonly isSlopeFree: boolean;
  readonly loss: number;
  /** First and second derivatives of the loss; those of a held slope as if it did not matter. */
  readonly gradient: Line;
  readonly curvature: Line & { readonly mixed: number };
}

function stateOf(x: Float64Array, y: Uint8Array, { slope, intercept }: Line, isSlopeFree: boolean): State {
  let [loss, ofIntercept, ofSlope, square, mixed, squareOfSlope] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const score = intercept + slope * x[i]!;
    const p = sigmoid(score);
    loss += softplus(score) - y[i]! * score;
    ofIntercept += p - y[i]!;
    ofSlope += (p - y[i]!) * x[i]!;
    square += p * (1 - p);
    mixed += p * (1 - p) * x[i]!;
    squareOfSlope += p * (1 - p) * x[i]! ** 2;
  }
  const gradient = { intercept: ofIntercept, slope: isSlopeFree ? ofSlope : 0 };
  const curvature = isSlopeFree
    ? { intercept: square, mixed, slope: squareOfSlope }
    : { intercept: square, mixed: 0, slope: 1 };
  return { slope, intercept, isSlopeFree, loss, gradient, curvature };
}

/** gain: twice what the parabola that the loss looks like falls by. */
function newtonStep({ gradient, curvature: { intercept: a, mixed: b, slope: d } }: State) {
  const determinant = a * d - b * b;
  const direction = {
    intercept: -(d * gradient.intercept - b * gradient.slope) / determinant,
    slope: -(a * gradient.slope - b * gradient.intercept) / determinant,
  };
  return { direction, gain: -(gradient.intercept * direction.intercept + gradient.slope * direction.slope) };
}

/** The step, halved until the loss does not rise, but for rounding. */
function shortened(x: Float64Array, y: Uint8Array, from: State, direction: Line): State {
  for (let length = 1; ; length /= 2) {
    const next = stateOf(
      x,
      y,
      { slope: from.slope + length * direction.slope, intercept: from.intercept + length * direction.intercept },
      from.isSlopeFree,
    );
    if (next.loss <= from.loss * (1 + ROUNDING) || length < 1e-10) return next;
  }
}

function lineOf(
  { slope, intercept, isSlopeFree, loss, curvature: { intercept: a, mixed: b, slope: d } }: State,
  n: number,
): LogisticLine {
  const determinant = a * d - b * b;
  const variance = { slope: isSlopeFree ? a / determinant : 0, intercept: d / determinant };
  return { slope, intercept, variance, logLoss: loss / n };
}

function oneClass(y: Uint8Array): string | null {
  if (!y.includes(1)) return "no case of the class";
  return y.includes(0) ? null : "no case of the rest";
}

/** Whether a number parts the classes, cases on it aside. */
function parted(x: Float64Array, y: Uint8Array): string | null {
  const ends = [0, 1].map(() => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }));
  for (let i = 0; i < x.length; i++) {
    const end = ends[y[i]!]!;
    end.low = Math.min(end.low, x[i]!);
    end.high = Math.max(end.high, x[i]!);
  }
  const [others, ours] = ends as [(typeof ends)[number], (typeof ends)[number]]; // of two come two
  if (others.high > ours.low && ours.high > others.low) return null;
  const allEqual = ours.low === ours.high && others.low === others.high && ours.low === others.low;
  return allEqual ? "all probabilities are equal" : "the probabilities part the classes: no finite slope is best";
}

export function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** log(1 + e^score). */
export function softplus(score: number): number {
  return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
}
