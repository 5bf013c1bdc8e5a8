/** A curve with fewer points, which looks the same. */

const POINTS = 200;

/** The places of at most 200 points, ends included, spread evenly along the way that the curve goes. */
export function thinned(x: Float64Array, y: Float64Array): number[] {
  if (x.length <= POINTS) return Array.from(x, (_, i) => i);
  const gone = new Float64Array(x.length);
  for (let i = 1; i < x.length; i++) gone[i] = gone[i - 1]! + Math.abs(x[i]! - x[i - 1]!) + Math.abs(y[i]! - y[i - 1]!);
  const step = gone.at(-1)! / (POINTS - 1);
  const kept = [0];
  for (let i = 1; i < x.length - 1; i++) if (gone[i]! >= kept.length * step && kept.length < POINTS - 1) kept.push(i);
  return [...kept, x.length - 1];
}
