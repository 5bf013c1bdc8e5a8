/**
 * A row against the best of its task, on the same images. Where each image is judged once by each and no patient has two: McNemar's test, and
 * Newcombe's interval. Else patients are exchanged, and drawn, as a whole: a permutation test, and an interval of the difference by patient. Either
 * way the difference is that of the rows' accuracies, which are means over their runs, each on images of its own. AUROC in binary tasks by DeLong's test, where one model has ranked all images.
 */

import { type AgainstBest, isCrossValidation } from "../../run/index.ts";
import {
  compareAurocs,
  type Figure,
  mcnemar,
  meanDifference,
  pairedProportions,
  permutationTest,
  rankScores,
  type WeightedFigure,
  weightedAverage,
  weightedMean,
} from "../../statistics/index.ts";
import { groupBy } from "../../util/group.ts";
import { figuresByPatient, SEED } from "./by-patient.ts";
import type { JudgedImage, JudgedRun } from "./judged-run.ts";
import { unitOf } from "./row-figures.ts";

/** Before it is corrected for the number of tests. */
export type Test =
  | Exclude<AgainstBest, { kind: "paired" }>
  | Omit<Extract<AgainstBest, { kind: "paired" }>, "adjusted">;

const PERMUTATIONS = 10_000;

export function testAgainst(row: readonly JudgedRun[], best: readonly JudgedRun[]): Test {
  const [ours, theirs] = [imagesOf(row), imagesOf(best)];
  const common = [...ours.keys()].filter((sha256) => theirs.has(sha256));
  const reason = whyNot(ours, theirs, common.length);
  if (reason !== null) return { kind: "not paired", reason };
  const pairs = common.map((sha256): Pair => ({ ours: ours.get(sha256)!, theirs: theirs.get(sha256)! }));
  const isSingle = pairs.every(({ ours, theirs }) => ours.length === 1 && theirs.length === 1);
  const units = new Set(pairs.map(unitOfPair)).size;
  const isByImage = isSingle && units === pairs.length && areOfOneSize(row) && areOfOneSize(best);
  return isByImage ? imageByImage(pairs, row, best) : byPatient(pairs, row, best);
}

/** What both rows said of one image: once, or once in each of their runs. */
interface Pair {
  readonly ours: readonly JudgedImage[];
  readonly theirs: readonly JudgedImage[];
}

/** Then the mean of the runs' accuracies is that of all their images. */
const areOfOneSize = (runs: readonly JudgedRun[]): boolean => new Set(runs.map(({ cases }) => cases.length)).size < 2;

const unitOfPair = ({ ours }: Pair): string => unitOf(ours[0]!);

/** By their bytes. Two files of the same bytes are one image. */
const imagesOf = (runs: readonly JudgedRun[]): Map<string, readonly JudgedImage[]> =>
  groupBy(
    runs.flatMap(({ cases }) => cases),
    ({ sha256 }) => sha256,
  );

function whyNot(
  ours: ReadonlyMap<string, readonly JudgedImage[]>,
  theirs: ReadonlyMap<string, readonly JudgedImage[]>,
  common: number,
): string | null {
  if (common < ours.size || common < theirs.size)
    return `judged on other images: ${common} of ${ours.size} are among the best one's ${theirs.size}`;
  const other = [...ours].find(([sha256, [image]]) => image!.label !== theirs.get(sha256)![0]!.label);
  return other === undefined ? null : "the same images have other labels";
}

const isRight = ({ label, prediction }: JudgedImage): boolean => label === prediction;

function imageByImage(pairs: readonly Pair[], row: readonly JudgedRun[], best: readonly JudgedRun[]): Test {
  const { classes, metrics } = row[0]!;
  const { positive } = metrics;
  const isOfOneModel = [row, best].every((runs) => runs.length === 1 && !isCrossValidation(runs[0]!.config));
  const [ours, theirs] = [pairs.map((pair) => pair.ours[0]!), pairs.map((pair) => pair.theirs[0]!)];
  const [right, others] = [ours.map(isRight), theirs.map(isRight)];
  return {
    kind: "paired",
    difference: pairedProportions(right, others),
    p: mcnemar(right, others).midP,
    test: "McNemar, mid-p",
    auroc: positive === null || !isOfOneModel ? null : aurocTest(ours, theirs, positive, classes.indexOf(positive)),
  };
}

function aurocTest(
  ours: readonly JudgedImage[],
  theirs: readonly JudgedImage[],
  positive: string,
  column: number,
): { difference: Figure; p: number | null } {
  const ranking = (images: readonly JudgedImage[]) =>
    rankScores(
      images.map(({ probabilities }) => probabilities[column]!),
      images.map(({ label }) => label === positive),
    );
  const { difference, p } = compareAurocs(ranking(ours), ranking(theirs));
  return { difference, p };
}

function byPatient(pairs: readonly Pair[], row: readonly JudgedRun[], best: readonly JudgedRun[]): Test {
  const differences = differencesOf(pairs, row, best);
  const clusters = pairs.map(unitOfPair);
  const labels = pairs.map(({ ours }) => ours[0]!.label);
  const plan = { cases: pairs.length, clusters, seed: SEED, permutations: PERMUTATIONS };
  const { p, exact, permutations } = permutationTest(plan, meanDifference(differences));
  const { accuracy } = figuresByPatient(
    { patients: clusters, labels },
    { accuracy: differenceOfMeans(meanAccuracy(pairs, row), meanAccuracy(pairs, best)) },
  );
  const how = exact ? "all exchanges" : `${permutations} exchanges`;
  const areAlike = accuracy.low === null && differences.every((each) => Math.abs(each) < ROUNDING);
  return {
    kind: "paired",
    difference: areAlike ? noDifference(pairs) : accuracy,
    p: p ?? 1,
    test: `permutation by patient, ${how}`,
    auroc: null,
  };
}

const ROUNDING = 1e-12;

/** By image, so that their mean is the difference of the rows' mean accuracies: in a run of n images each is worth 1 / n. */
function differencesOf(pairs: readonly Pair[], row: readonly JudgedRun[], best: readonly JudgedRun[]): number[] {
  const [ours, theirs] = [worths(row), worths(best)];
  return pairs.map((pair) => pairs.length * (worthOf(pair.ours, ours) - worthOf(pair.theirs, theirs)));
}

/** What an image that is judged right adds to a row's mean accuracy. */
const worths = (runs: readonly JudgedRun[]): ReadonlyMap<JudgedImage, number> =>
  new Map(runs.flatMap(({ cases }) => cases.map((image) => [image, 1 / (cases.length * runs.length)] as const)));

const worthOf = (images: readonly JudgedImage[], worth: ReadonlyMap<JudgedImage, number>): number =>
  images.filter(isRight).reduce((sum, image) => sum + worth.get(image)!, 0);

/** The mean over runs of each one's accuracy on its own images, by pair. */
function meanAccuracy(pairs: readonly Pair[], runs: readonly JudgedRun[]): WeightedFigure {
  const place = new Map(pairs.map(({ ours: [image] }, i) => [image!.sha256, i]));
  return weightedAverage(
    runs.map(({ cases }) => {
      const [right, judged] = [new Float64Array(pairs.length), new Float64Array(pairs.length)];
      for (const image of cases) {
        const i = place.get(image.sha256)!; // only rows of the same images are held against each other
        judged[i]! += 1;
        right[i]! += Number(isRight(image));
      }
      return ratioOfMeans(weightedMean(right), weightedMean(judged));
    }),
  );
}

const ratioOfMeans = (above: WeightedFigure, below: WeightedFigure): WeightedFigure => ({
  at(counts) {
    const [hits, asked] = [above.at(counts), below.at(counts)];
    return hits === null || asked === null || asked === 0 ? null : hits / asked;
  },
  reason: "a run has no image of the patients drawn",
});

/** Rounded, so that rows that are alike differ by nothing. */
const differenceOfMeans = (ours: WeightedFigure, theirs: WeightedFigure): WeightedFigure => ({
  at(counts) {
    const [mine, other] = [ours.at(counts), theirs.at(counts)];
    return mine === null || other === null ? null : Math.round((mine - other) / ROUNDING) * ROUNDING + 0;
  },
  reason: ours.reason,
  link: "Fisher's",
});

/** Two that are right on the same images differ by 0; how far they might, resamples do not tell: one image of each patient does. */
function noDifference(pairs: readonly Pair[]): Figure {
  const right = [...groupBy(pairs, unitOfPair).values()].map(([first]) => isRight(first!.ours[0]!));
  const figure = pairedProportions(right, right);
  return { ...figure, method: `${figure.method}, of one image of each patient` };
}
