/** Numbers as a person reads them, at the ticks of an axis, in figures and in the text around them: the one place where they are rounded. */

const SUFFIXES = [
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** 0.05, 20, 1,500 as 1.5k. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  for (const [unit, suffix] of SUFFIXES) if (size >= unit) return signed(`${shortest(value / unit)}${suffix}`);
  return signed(size !== 0 && size < 1e-3 ? value.toExponential() : shortest(value));
}

const shortest = (value: number): string => String(Number(value.toPrecision(6)));

/** 1,124 */
export const formatCount = (value: number): string => value.toLocaleString("en-US");

/** To three decimals, with a true minus: 0.912, −0.031. */
export const formatShare = (value: number): string => signed(fixed(value, 3));

/** To four decimals, for what is small, as what a smaller model loses: 0.0062, −0.0140. */
export const formatLoss = (value: number): string => signed(fixed(value, 4));

/** A share of one in points of a hundred, as a gain or a loss: 0.031 as +3.1, −0.006 as −0.6. */
export function formatPoints(share: number): string {
  const text = signed(fixed(100 * share, 1));
  return Number(text) > 0 ? `+${text}` : text;
}

/** Sums in another order differ in their last bits: what lies half way between two texts, as 23 of 80 does, is told alike. */
const fixed = (value: number, decimals: number): string => Number(value.toPrecision(12)).toFixed(decimals);

/** Three digits that count, for what has no scale of its own: 1.37, 0.0024, 15.2. */
export const formatValue = (value: number): string => signed(shortest(Number(value.toPrecision(3))));

/** 1e-3 as 0.001, 1e-5 as 1e−5. */
export const formatRate = (value: number): string => signed(value < 1e-4 ? value.toExponential() : shortest(value));

/** A p value: 0.034, <0.001. */
export const formatProbability = (p: number): string => (p < 0.001 ? "<0.001" : formatShare(p));

const signed = (text: string): string => {
  const isZero = Number(text) === 0;
  return isZero ? text.replace("-", "") : text.replace("-", "−");
};

/** Bounds, as of an interval. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Of an estimate without an interval. */
export interface NoBounds {
  readonly low: null;
  readonly high: null;
}

/** 0.861 to 0.950 */
export const formatBounds = ({ low, high }: Bounds | NoBounds, format = formatShare): string =>
  low === null ? "no interval" : `${format(low)} to ${format(high)}`;
