/**
 * The acceleration of BCa intervals: how fast a figure's standard error changes with the figure, from its values with each unit left out.
 * Strata are several samples, whose parts add up (as in SciPy's bootstrap of several samples).
 */
import { ascendingOrder } from "./radix.ts";
import type { Units } from "./units.ts";
import type { WeightedFigure } from "./weighted.ts";

/** Null where the figure cannot be computed without one of the units, or no unit changes it. */
export function acceleration(figure: WeightedFigure, units: Units): number | null {
  const values = figure.leavingOut ? figure.leavingOut(units) : leavingOutEach(figure, units);
  if (!values) return null;
  let cubes = 0;
  let squares = 0;
  units.starts.subarray(1).forEach((end, s) => {
    const influence = influences(values.subarray(units.starts[s]!, end));
    cubes += influence.reduce((sum, u) => sum + u ** 3, 0);
    squares += influence.reduce((sum, u) => sum + u ** 2, 0);
  });
  return squares === 0 ? null : cubes / (6 * squares ** 1.5);
}

/** (n - 1) / n of how far each value lies below their mean. */
function influences(values: Float64Array): Float64Array {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return values.map((value) => ((n - 1) / n) * (mean - value));
}

/** From the definition: as many passes as there are units. */
function leavingOutEach(figure: WeightedFigure, { of, starts }: Units): Float64Array | null {
  const counts = new Uint8Array(of.length).fill(1);
  const byUnit = ascendingOrder(of);
  const values = new Float64Array(starts.at(-1)!);
  for (let unit = 0, place = 0; unit < values.length; unit++) {
    const first = place;
    for (; place < byUnit.length && of[byUnit[place]!] === unit; place++) counts[byUnit[place]!] = 0;
    const value = figure.at(counts);
    if (value === null) return null;
    values[unit] = value;
    for (const index of byUnit.subarray(first, place)) counts[index] = 1;
  }
  return values;
}
