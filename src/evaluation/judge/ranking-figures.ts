/**
 * How well probabilities rank: AUROC and average precision of each class against the rest, their means (macro) and of all classes'
 * probabilities as one heap (micro). Names as in decision-figures.ts. Average precision has the interval of resamples; where these do not
 * differ, Wilson's, of the images of the class.
 *
 * Where several models have each judged a fold, their scales are not one: a figure is taken in each fold, and averaged (LeDell, Petersen and van
 * der Laan 2015).
 */
import {
  auroc,
  averagePrecision,
  type Counts,
  type Figure,
  oneVsRestAuroc,
  proportion,
  type Ranking,
  rankScores,
  type WeightedFigure,
  weightedAuroc,
  weightedAverage,
  weightedAveragePrecision,
  weightedMeanOverFolds,
} from "../../statistics/index.ts";
import { groupBy } from "../../util/group.ts";
import type { Open } from "./candidates.ts";
import { type Cases, subset } from "./cases.ts";
import { loneAgainstRest, loneOfAny } from "./lone.ts";

type Named = readonly [string, Open];

/** Of each class against the rest. */
export const rankingsOf = ({ classes, truths, probabilities }: Cases): Ranking[] =>
  classes.map((_, place) =>
    rankScores(
      probabilities.map((row) => row[place]!),
      truths.map((truth) => truth === place),
    ),
  );

export function rankingCandidates(cases: Cases): Named[] {
  const named = cases.folds === null ? ofOneModel(cases) : overFolds(cases, cases.folds);
  const lone = new Map(cases.classes.map((_, place) => [`${place}`, loneAgainstRest(cases, place)]));
  const ofMeans = loneOfAny(cases);
  return named.map(([name, open]) => {
    const [of] = name.split("/");
    return [name, { ...open, lone: of === "macro" ? ofMeans : lone.get(of!) }];
  });
}

function overFolds(cases: Cases, folds: readonly number[]): Named[] {
  const places = folds.map((_, i) => i);
  const parts = new Map(
    [...groupBy(places, (i) => folds[i]!)].map(([fold, chosen]) => [fold, new Map(ofOneModel(subset(cases, chosen)))]),
  );
  const fewest = Math.min(...cases.classes.map((_, place) => cases.truths.filter((truth) => truth === place).length));
  const everyone = new Uint8Array(folds.length).fill(1);
  return [...parts.values().next().value!.keys()].map((name): Named => {
    const resampled = weightedMeanOverFolds(folds, ([first]) => parts.get(folds[first!]!)!.get(name)!.resampled);
    const mean = resampled.at(everyone);
    const atEdge = mean === null ? {} : { atEdge: meanShare(mean, fewest, "no image of a class") };
    return [name, { byImage: null, resampled, ...atEdge, note: "of the mean over folds" }];
  });
}

function ofOneModel(cases: Cases): Named[] {
  const { classes, truths, probabilities } = cases;
  const rankings = rankingsOf(cases);
  const names = truths.map((truth) => classes[truth]!);
  const areas = oneVsRestAuroc(classes, names, probabilities);
  const [ofAreas, ofPrecisions] = [rankings.map(weightedAuroc), rankings.map(weightedAveragePrecision)];
  return [
    ...rankings.flatMap((ranking, place): Named[] => [
      [`${place}/auroc`, { byImage: areas.classes[place]!.auroc, resampled: ofAreas[place]! }],
      [`${place}/averagePrecision`, precisionCandidate(ranking, ofPrecisions[place]!, classes[place]!)],
    ]),
    ["macro/auroc", { byImage: null, resampled: weightedAverage(ofAreas), atEdge: areas.macro }],
    ["macro/averagePrecision", macroPrecision(rankings, weightedAverage(ofPrecisions))],
    ...microCandidates(cases),
  ];
}

function precisionCandidate(ranking: Ranking, resampled: WeightedFigure, name: string): Open {
  const area = averagePrecision(ranking) ?? 0;
  return { byImage: null, resampled, atEdge: meanShare(area, ranking.positives, `no image of ${name}`) };
}

function macroPrecision(rankings: readonly Ranking[], resampled: WeightedFigure): Open {
  const areas = rankings.map((ranking) => averagePrecision(ranking) ?? 0);
  const fewest = Math.min(...rankings.map(({ positives }) => positives));
  const mean = areas.reduce((a, b) => a + b, 0) / areas.length;
  return { byImage: null, resampled, atEdge: meanShare(mean, fewest, "no image of a class") };
}

/** A mean over n images of parts of 1 varies most where each is 0 or 1: as a proportion does. */
const meanShare = (mean: number, n: number, reason: string): Figure => ({
  ...proportion(mean * n, n, reason),
  method: "Wilson score interval with n the images of the class",
});

/** Row by row each class' probability, of the class or not. */
function microCandidates({ classes, truths, probabilities }: Cases): Named[] {
  const scores = probabilities.flat();
  const members = truths.flatMap((truth) => classes.map((_, place) => place === truth));
  const ranking = rankScores(scores, members);
  const each = (figure: WeightedFigure): WeightedFigure => ofEachProbability(figure, classes.length);
  const atEdge: Figure = auroc(scores, members);
  return [
    ["micro/auroc", { byImage: null, resampled: each(weightedAuroc(ranking)), atEdge }],
    ["micro/averagePrecision", precisionCandidate(ranking, each(weightedAveragePrecision(ranking)), "a class")],
  ];
}

/** An image counts as often as each of its probabilities. */
function ofEachProbability(figure: WeightedFigure, classes: number): WeightedFigure {
  let repeated = new Uint8Array(0);
  return {
    at(counts: Counts) {
      if (repeated.length !== counts.length * classes) repeated = new Uint8Array(counts.length * classes);
      for (let i = 0, at = 0; i < counts.length; i++)
        for (const end = at + classes; at < end; at++) repeated[at] = counts[i]!;
      return figure.at(repeated);
    },
    reason: figure.reason,
    isOfMix: true,
    link: "logit",
  };
}
