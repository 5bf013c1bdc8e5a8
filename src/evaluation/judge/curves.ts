/** Curves of each class against the rest: ROC, precision and recall, and net benefit, with bands from one pass of resamples. */
import type { PartMetrics } from "../../run/index.ts";
import {
  type Band,
  bootstrapCurves,
  precisionRecallCurve,
  type Ranking,
  rocCurve,
  type WeightedCurve,
  weightedNetBenefits,
  weightedPrecisionRecall,
  weightedRoc,
} from "../../statistics/index.ts";
import { resampling } from "./candidates.ts";
import type { Cases } from "./cases.ts";
import { rankingsOf } from "./ranking-figures.ts";
import { thinned } from "./thin.ts";

type Curve = PartMetrics["curves"][number];
type Decision = PartMetrics["decision"][number];

/** shown: places of classes. */
export function curvesOf(cases: Cases, shown: readonly number[]): Pick<PartMetrics, "curves" | "decision"> {
  const rankings = rankingsOf(cases);
  const asked = shown.flatMap((place) => Object.entries(weightedCurves(cases, place, rankings[place]!)));
  const bands = bootstrapCurves(resampling(cases), Object.fromEntries(asked));
  return {
    curves: shown.map((place) => ({
      name: cases.classes[place]!,
      roc: rocOf(rankings[place]!, bands[`${place}/roc`]!),
      precisionRecall: precisionRecallOf(rankings[place]!, bands[`${place}/precisionRecall`]!),
    })),
    decision: shown.map((place) => decisionOf(cases.classes[place]!, (curve) => bands[`${place}/${curve}`]!)),
  };
}

function weightedCurves(
  { truths, probabilities }: Cases,
  place: number,
  ranking: Ranking,
): Record<string, WeightedCurve> {
  const { model, all, gain } = weightedNetBenefits(
    probabilities.map((row) => row[place]!),
    truths.map((truth) => truth === place),
  );
  return {
    [`${place}/roc`]: weightedRoc(ranking),
    [`${place}/precisionRecall`]: weightedPrecisionRecall(ranking),
    [`${place}/model`]: model,
    [`${place}/all`]: all,
    [`${place}/gain`]: gain,
  };
}

function rocOf(ranking: Ranking, band: Band): Curve["roc"] {
  const curve = rocCurve(ranking);
  if (curve === null) return null;
  const { thresholds, falsePositiveRate, truePositiveRate } = curve;
  const kept = thinned(falsePositiveRate, truePositiveRate);
  return {
    threshold: kept.map((i) => (i === 0 ? null : thresholds[i]!)),
    falsePositiveRate: kept.map((i) => falsePositiveRate[i]!),
    truePositiveRate: kept.map((i) => truePositiveRate[i]!),
    band: { falsePositiveRate: band.points.map(({ at }) => at), ...limits(band), method: band.method },
  };
}

/** By growing recall: the other way round. */
function precisionRecallOf(ranking: Ranking, band: Band): Curve["precisionRecall"] {
  const curve = precisionRecallCurve(ranking);
  if (curve === null) return null;
  const [precision, recall] = [curve.precision.toReversed(), curve.recall.toReversed()];
  const thresholds = [null, ...curve.thresholds.toReversed()];
  const kept = thinned(recall, precision);
  return {
    threshold: kept.map((i) => thresholds[i]!),
    recall: kept.map((i) => recall[i]!),
    precision: kept.map((i) => precision[i]!),
    band: { recall: band.points.map(({ at }) => at), ...limits(band), method: band.method },
    chance: ranking.positives / (ranking.positives + ranking.negatives),
  };
}

function decisionOf(name: string, bandOf: (curve: "model" | "all" | "gain") => Band): Decision {
  const [model, all, gain] = [bandOf("model"), bandOf("all"), bandOf("gain")];
  return {
    name,
    threshold: model.points.map(({ at }) => at),
    model: { estimate: model.points.map(({ estimate }) => estimate), ...limits(model) },
    everybody: all.points.map(({ estimate }) => estimate!), // there are cases
    gain: { estimate: gain.points.map(({ estimate }) => estimate), ...limits(gain) },
    method: model.method,
  };
}

const limits = ({ points }: Band) => ({
  low: points.map(({ low }) => low),
  high: points.map(({ high }) => high),
});
