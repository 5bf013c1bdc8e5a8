/** Bootstrap resamples as counts per case: of units drawn with replacement within their strata, or of draws that are given. */
import { numberedStreams } from "../util/random.ts";
import type { Counts } from "./counts.ts";
import { multinomialDraw } from "./multinomial.ts";
import type { Units } from "./units.ts";

/** Times that a byte counts to. */
const MOST = 255;

export interface Resampling {
  /** How many; or the draws of each, as numbers of units (cases, or clusters in the order in which they are first met). */
  readonly resamples: number | readonly ArrayLike<number>[];
  /** Resample r depends on the seed and r alone. */
  readonly seed: number;
}

export function resampleCount({ resamples }: Resampling): number {
  return typeof resamples === "number" ? resamples : resamples.length;
}

/** Gives every resample in turn; the array is the same, filled anew. */
export function* countsOf(units: Units, { resamples, seed }: Resampling): Generator<Counts> {
  const unitCounts = new Uint8Array(units.starts.at(-1)!);
  const caseCounts = units.areCases ? unitCounts : new Uint8Array(units.of.length);
  const fill = typeof resamples === "number" ? drawing(units, unitCounts, seed) : taking(units, unitCounts, resamples);
  for (let r = 0, count = resampleCount({ resamples, seed }); r < count; r++) {
    fill(r);
    if (!units.areCases) spread(unitCounts, units, caseCounts);
    yield caseCounts;
  }
}

function drawing({ starts }: Units, counts: Counts, seed: number): (resample: number) => void {
  const strata = Array.from(starts.subarray(1), (end, s) => counts.subarray(starts[s]!, end));
  const draws = strata.map((stratum) => multinomialDraw(stratum.length));
  const streamOf = numberedStreams(seed, "bootstrap");
  return (r) => {
    const random = streamOf(r);
    for (const [s, stratum] of strata.entries()) draws[s]!(stratum, random);
  };
}

function taking({ numbers }: Units, counts: Counts, given: readonly ArrayLike<number>[]): (resample: number) => void {
  return (r) => {
    counts.fill(0);
    const drawn = given[r]!;
    for (let i = 0; i < drawn.length; i++) {
      const unit = numbers[drawn[i]!];
      if (unit === undefined)
        throw new RangeError(`resample ${r} has ${drawn[i]}, but there are ${counts.length} units`);
      if (counts[unit] === MOST) throw new RangeError(`resample ${r} has ${drawn[i]} more than ${MOST} times`);
      counts[unit]!++;
    }
  };
}

function spread(unitCounts: Counts, { of }: Units, caseCounts: Counts): void {
  for (let i = 0; i < of.length; i++) caseCounts[i] = unitCounts[of[i]!]!;
}
