/** ROC and precision-recall curves on a resample, at the same places each time, for `bootstrapCurves`. */
import type { Counts } from "./counts.ts";
import type { WeightedCurve } from "./curve-bootstrap.ts";
import type { Ranking } from "./ranking.ts";

/** 0, 0.01, ..., 1. */
const PLACES = Float64Array.from({ length: 101 }, (_, i) => i / 100);
/** Of a place times a count. */
const ROUNDING = 1e-12;

/** Sensitivity at each 1 - specificity: on the line between two thresholds, and at the upper end where it rises upright. */
export function weightedRoc(ranking: Ranking, places: ArrayLike<number> = PLACES): WeightedCurve {
  const at = Float64Array.from(places);
  const steps = newSteps(ranking);
  return {
    places: at,
    at(counts, into) {
      walk(ranking, counts, steps);
      const [positives, negatives] = [steps.hits.at(-1)!, steps.alarms.at(-1)!];
      if (positives === 0 || negatives === 0) return void into.fill(Number.NaN);
      let place = 0;
      for (let step = 1; step < steps.hits.length; step++) {
        const [hits, alarms] = [steps.hits[step - 1]!, steps.alarms[step - 1]!];
        const [moreHits, moreAlarms] = [steps.hits[step]! - hits, steps.alarms[step]! - alarms];
        for (; place < at.length; place++) {
          const beyond = at[place]! * negatives * (1 + ROUNDING) - alarms;
          if (beyond >= moreAlarms) break;
          into[place] = (hits + (moreHits * Math.max(0, beyond)) / moreAlarms) / positives;
        }
      }
      into.fill(1, place);
    },
  };
}

/** Precision at each recall: of the highest threshold that has it. */
export function weightedPrecisionRecall(ranking: Ranking, places: ArrayLike<number> = PLACES): WeightedCurve {
  const at = Float64Array.from(places);
  const steps = newSteps(ranking);
  return {
    places: at,
    at(counts, into) {
      walk(ranking, counts, steps);
      const positives = steps.hits.at(-1)!;
      if (positives === 0) return void into.fill(Number.NaN);
      let place = 0;
      for (let step = 1; step < steps.hits.length; step++) {
        const [hits, alarms] = [steps.hits[step]!, steps.alarms[step]!];
        if (hits + alarms === 0) continue;
        while (place < at.length && at[place]! * positives * (1 - ROUNDING) <= hits)
          into[place++] = hits / (hits + alarms);
      }
    },
  };
}

/** What is called from the highest score down to the end of each group, of the class (hits) and of the rest (alarms); first nothing. */
interface Steps {
  readonly hits: Uint32Array;
  readonly alarms: Uint32Array;
}

function newSteps({ ends }: Ranking): Steps {
  return { hits: new Uint32Array(ends.length + 1), alarms: new Uint32Array(ends.length + 1) };
}

function walk({ order, positive, ends }: Ranking, counts: Counts, { hits, alarms }: Steps): void {
  let [ours, others, place] = [0, 0, order.length];
  for (let group = ends.length - 1, step = 1; group >= 0; group--, step++) {
    for (const first = group === 0 ? 0 : ends[group - 1]!; place > first; place--) {
      const index = order[place - 1]!;
      const count = counts[index]!;
      if (positive[index]) ours += count;
      else others += count;
    }
    hits[step] = ours;
    alarms[step] = others;
  }
}
