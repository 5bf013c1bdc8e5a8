/**
 * The figures of a cross-validation, from the files of its run: what each image was said to be by the model of its fold, which had not seen it. No
 * model is asked again: the run's own, the mean of the folds', has seen every image.
 */
import type { ManifestImage } from "../dataset/index.ts";
import {
  keptPrevalences,
  type Metrics,
  type OutOfFold,
  type PartMetrics,
  type Predictions,
  type RunFolder,
  readPredictions,
} from "../run/index.ts";
import { RoentgenError } from "../util/error.ts";
import { type Judged, judge } from "./judge/judge.ts";

type By = Pick<Judged, "positive" | "calibration" | "operatingPoint">;

export interface JudgedOutOfFold {
  readonly predictions: Predictions;
  readonly metrics: PartMetrics;
}

/** manifest: of the run; by: of its own model. Throws E_RUN_FILE where predictions are of images that stand in no fold of the manifest. */
export async function judgeOutOfFold(
  run: RunFolder,
  manifest: readonly ManifestImage[],
  by: By,
  prevalences: ReadonlyMap<string, number>,
): Promise<JudgedOutOfFold> {
  const path = run.predictions.outOfFold;
  const predictions = await readPredictions(path);
  const images = new Map(manifest.map((image) => [image.path, image]));
  const known = predictions.rows.map((row) => {
    const { patient = null, fold = null } = images.get(row.path) ?? {};
    if (fold === null) throw inNoFold(path, row.path);
    return { patient, fold };
  });
  const patients = known.map(({ patient }) => patient);
  const folds = known.map(({ fold }) => fold);
  return { predictions, metrics: judge(predictions, { part: "out of fold", ...by, patients, folds, prevalences }) };
}

/** Once more, by what the run's figures say that they were judged by; its folds stay as they are. Throws E_NOT_JUDGED where it has none. */
export async function judgeOutOfFoldAgain(
  run: RunFolder,
  manifest: readonly ManifestImage[],
  before: Metrics,
): Promise<{ readonly predictions: Predictions; readonly outOfFold: OutOfFold }> {
  const { outOfFold } = before;
  if (outOfFold === undefined) throw notJudged(run.folder);
  const { positive, calibration, operatingPoints } = outOfFold.metrics;
  const applied = operatingPoints.find((point) => point.applied);
  const operatingPoint =
    applied === undefined || applied.threshold === null ? null : { threshold: applied.threshold, rule: applied.rule };
  const by = { positive, calibration: calibration.fitted, operatingPoint };
  const { predictions, metrics } = await judgeOutOfFold(run, manifest, by, keptPrevalences(before));
  return { predictions, outOfFold: { ...outOfFold, metrics } };
}

const inNoFold = (where: string, received: string): RoentgenError =>
  new RoentgenError("E_RUN_FILE", "the predictions are of other images than the manifest", {
    where,
    expected: "paths of manifest.csv, each in a fold",
    received,
    fix: "take both files from the run again",
  });

const notJudged = (where: string): RoentgenError =>
  new RoentgenError("E_NOT_JUDGED", "the cross-validation has no figures out of fold", {
    where,
    expected: "a finished cross-validation",
    received: "metrics.json without them",
    fix: `go on with it: roentgen train --resume ${where}`,
  });

/** --test. */
export const noTestPart = (where: string): RoentgenError =>
  new RoentgenError("E_PART_EMPTY", "a cross-validation has no test part", {
    kind: "usage",
    where,
    expected: "--test for a run on one split, as that of a fold is: RUN/runs/fold-0",
    received: "a cross-validation: each image is judged out of fold, by the model that had not seen it",
    fix: "leave --test out, which gives these figures; the run's model, the mean of the folds', has seen every image: judge it on other data by --data",
  });

/** --model, without --data. */
export const ofFoldsAlone = (where: string, received: string): RoentgenError =>
  new RoentgenError("E_PART_EMPTY", "figures out of fold are those of the folds' own models", {
    kind: "usage",
    where,
    expected: "--model with --data: a model of the whole has seen every image of the run",
    received,
    fix: "judge it on other data by --data, or leave --model out",
  });
