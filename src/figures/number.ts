/** Numbers at the ticks of an axis: short, and without loss for round ones. */

const SUFFIXES = [
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** 0.05, 20, 1,500 as 1.5k. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  for (const [unit, suffix] of SUFFIXES) if (size >= unit) return `${shortest(value / unit)}${suffix}`;
  return size !== 0 && size < 1e-3 ? value.toExponential() : shortest(value);
}

const shortest = (value: number): string => String(Number(value.toPrecision(6)));
