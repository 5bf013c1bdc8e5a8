/**
 * A row against the best of its task, on the same images. Where each image is judged once by each and no patient has two: McNemar's test, and
 * Newcombe's interval. Else patients are exchanged, and drawn, as a whole: a permutation test, and an interval of the difference by patient, in which an
 * image that several runs have judged counts by the mean of them. AUROC in binary tasks by DeLong's test, where one model has ranked all images.
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
  return isSingle && units === pairs.length ? imageByImage(pairs, row[0]!, best[0]!) : byPatient(pairs);
}

/** What both rows said of one image: once, or once in each of their runs. */
interface Pair {
  readonly ours: readonly JudgedImage[];
  readonly theirs: readonly JudgedImage[];
}

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

/** The part of the runs that are right. */
const rightness = (images: readonly JudgedImage[]): number => images.filter(isRight).length / images.length;

function imageByImage(pairs: readonly Pair[], run: JudgedRun, best: JudgedRun): Test {
  const { classes, metrics } = run;
  const { positive } = metrics;
  const isOfOneModel = ![run, best].some(({ config }) => isCrossValidation(config));
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

function byPatient(pairs: readonly Pair[]): Test {
  const differences = pairs.map(({ ours, theirs }) => rightness(ours) - rightness(theirs));
  const clusters = pairs.map(unitOfPair);
  const labels = pairs.map(({ ours }) => ours[0]!.label);
  const plan = { cases: pairs.length, clusters, seed: SEED, permutations: PERMUTATIONS };
  const { p, exact, permutations } = permutationTest(plan, meanDifference(differences));
  const { mean } = figuresByPatient({ patients: clusters, labels }, { mean: weightedMean(differences, "Fisher's") });
  const how = exact ? "all exchanges" : `${permutations} exchanges`;
  return {
    kind: "paired",
    difference: mean.low === null && differences.every((each) => each === 0) ? noDifference(pairs) : mean,
    p: p ?? 1,
    test: `permutation by patient, ${how}`,
    auroc: null,
  };
}

/** Two that are right on the same images differ by 0; how far they might, resamples do not tell: one image of each patient does. */
function noDifference(pairs: readonly Pair[]): Figure {
  const right = [...groupBy(pairs, unitOfPair).values()].map(([first]) => isRight(first!.ours[0]!));
  const figure = pairedProportions(right, right);
  return { ...figure, method: `${figure.method}, of one image of each patient` };
}
