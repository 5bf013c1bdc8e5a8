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
import { type Lone, loneAgainstRest } from "./lone.ts";
import { rankingsOf } from "./ranking-figures.ts";
import { thinned } from "./thin.ts";

type Curve = PartMetrics["curves"][number];
type Decision = PartMetrics["decision"][number];

/** A band is drawn, not read off: half as many as figures have. */
const RESAMPLES = 1000;

/** shown: places of classes. Of several models the images of all folds are ranked together, which only a curve's points (thresholds) need. */
export function curvesOf(cases: Cases, shown: readonly number[]): Pick<PartMetrics, "curves" | "decision"> {
  const rankings = rankingsOf(cases);
  const asked = shown.flatMap((place) => Object.entries(weightedCurves(cases, place, rankings[place]!)));
  const drawn = bootstrapCurves(resampling(cases, RESAMPLES), Object.fromEntries(asked));
  const bands = Object.fromEntries(
    Object.entries(drawn).map(([name, band]) => [name, known(band, loneAgainstRest(cases, Number.parseInt(name, 10)))]),
  );
  const how = cases.folds === null ? "" : ", the images of all folds ranked together";
  return {
    curves: shown.map((place) => ({
      name: cases.classes[place]!,
      roc: rocOf(rankings[place]!, bands[`${place}/roc`]!, how),
      precisionRecall: precisionRecallOf(rankings[place]!, bands[`${place}/precisionRecall`]!, how),
    })),
    decision: shown.map((place) => decisionOf(cases, place, bands[`${place}/model`]!, bands[`${place}/gain`]!)),
  };
}

/** Of a class of which too little is known the curve stands alone. */
function known(band: Band, lone: Lone): Band {
  if (lone === undefined) return band;
  return {
    ...band,
    points: band.points.map((point) => ({ ...point, low: null, high: null })),
    method: `none: ${lone}`,
  };
}

function weightedCurves(cases: Cases, place: number, ranking: Ranking): Record<string, WeightedCurve> {
  const { model, gain } = netBenefits(cases, place);
  return {
    [`${place}/roc`]: weightedRoc(ranking),
    [`${place}/precisionRecall`]: weightedPrecisionRecall(ranking),
    [`${place}/model`]: model,
    [`${place}/gain`]: gain,
  };
}

const netBenefits = ({ truths, probabilities }: Cases, place: number) =>
  weightedNetBenefits(
    probabilities.map((row) => row[place]!),
    truths.map((truth) => truth === place),
  );

function rocOf(ranking: Ranking, band: Band, how: string): Curve["roc"] {
  const curve = rocCurve(ranking);
  if (curve === null) return null;
  const { thresholds, falsePositiveRate, truePositiveRate } = curve;
  const kept = thinned(falsePositiveRate, truePositiveRate);
  return {
    threshold: kept.map((i) => (i === 0 ? null : thresholds[i]!)),
    falsePositiveRate: kept.map((i) => falsePositiveRate[i]!),
    truePositiveRate: kept.map((i) => truePositiveRate[i]!),
    band: { falsePositiveRate: band.points.map(({ at }) => at), ...limits(band), method: band.method + how },
  };
}

/** By growing recall: the other way round. */
function precisionRecallOf(ranking: Ranking, band: Band, how: string): Curve["precisionRecall"] {
  const curve = precisionRecallCurve(ranking);
  if (curve === null) return null;
  const [precision, recall] = [curve.precision.toReversed(), curve.recall.toReversed()];
  const thresholds = [null, ...curve.thresholds.toReversed()];
  const kept = thinned(recall, precision);
  return {
    threshold: kept.map((i) => thresholds[i]!),
    recall: kept.map((i) => recall[i]!),
    precision: kept.map((i) => precision[i]!),
    band: { recall: band.points.map(({ at }) => at), ...limits(band), method: band.method + how },
    chance: ranking.positives / (ranking.positives + ranking.negatives),
  };
}

function decisionOf(cases: Cases, place: number, model: Band, gain: Band): Decision {
  const everybody = new Float64Array(model.points.length);
  netBenefits(cases, place).all.at(new Uint8Array(cases.truths.length).fill(1), everybody);
  return {
    name: cases.classes[place]!,
    threshold: model.points.map(({ at }) => at),
    model: { estimate: model.points.map(({ estimate }) => estimate), ...limits(model) },
    everybody: [...everybody],
    gain: { estimate: gain.points.map(({ estimate }) => estimate), ...limits(gain) },
    method: model.method,
  };
}

const limits = ({ points }: Band) => ({
  low: points.map(({ low }) => low),
  high: points.map(({ high }) => high),
});
