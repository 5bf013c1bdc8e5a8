/** A figure of resamples on another scale, which grows with it. */
import type { WeightedFigure } from "../../statistics/index.ts";

export function scaled({ leavingOut, at, reason }: WeightedFigure, grow: (value: number) => number): WeightedFigure {
  return {
    at(counts) {
      const value = at(counts);
      return value === null ? null : grow(value);
    },
    reason,
    ...(leavingOut && { leavingOut: (units) => leavingOut(units)?.map(grow) ?? null }),
  };
}
