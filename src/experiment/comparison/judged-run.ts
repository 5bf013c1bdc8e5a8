/** What a finished run said of each image of a part, with the image's bytes and patient, from the files of its folder. */
import { readManifest } from "../../evaluation/index.ts";
import {
  configSchema,
  isCrossValidation,
  type Metrics,
  type PartMetrics,
  type RunConfig,
  readJson,
  readJudged,
  readPredictions,
  runFolder,
} from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";

export interface JudgedRun {
  readonly folder: string;
  readonly config: RunConfig;
  readonly metrics: PartMetrics;
  /** Of the test part, which gave these figures: 1 when it was unseen; null on validation, and of a cross-validation. */
  readonly opening: number | null;
  readonly classes: readonly string[];
  readonly cases: readonly JudgedImage[];
}

export interface JudgedImage {
  /** Of its bytes. */
  readonly sha256: string;
  readonly patient: string | null;
  /** As the model's task names it. */
  readonly label: string;
  readonly prediction: string;
  /** In the order of classes. */
  readonly probabilities: readonly number[];
}

/** Throws E_NOT_JUDGED where the part has no figures, and what reading a run's files throws. */
async function readJudgedRun(folder: string, part: "validation" | "test"): Promise<JudgedRun> {
  const run = runFolder(folder);
  const config = await readJson(run.config, configSchema);
  const { metrics } = await readJudged(run);
  const hasFolds = isCrossValidation(config);
  const judged = hasFolds ? outOfFold(metrics, part) : judgedOn(metrics, part);
  if (judged === null)
    throw metrics.outOfFold === undefined ? notJudged(folder, part, hasFolds) : onlyOutOfFold(folder, part);
  const predictions = run.predictions[hasFolds ? "outOfFold" : part];
  const { classes, rows } = await readPredictions(predictions);
  const known = new Map((await readManifest(run)).images.map((image) => [image.path, image]));
  const cases = rows.map(({ path, label, prediction, probabilities }): JudgedImage => {
    const image = known.get(path);
    if (image === undefined || label === null) throw notOfTheRun(predictions, path);
    return { sha256: image.sha256, patient: image.patient, label, prediction, probabilities };
  });
  return { folder, config, ...judged, classes, cases };
}

/** The figures of a part, of the test part those of its first opening that has some; null where it was not judged. */
function judgedOn({ validation, test: [first] }: Metrics, part: "validation" | "test"): Figures | null {
  if (part === "test") return first ?? null;
  return validation && { metrics: validation, opening: null };
}

type Figures = Pick<JudgedRun, "metrics" | "opening">;

/** Of a cross-validation: images that judge have chosen nothing, as those of a test part. */
const outOfFold = ({ outOfFold: judged }: Metrics, part: "validation" | "test"): Figures | null =>
  judged === undefined || part === "validation" ? null : { metrics: judged.metrics, opening: null };

export const readJudgedRuns = (folders: readonly string[], part: "validation" | "test"): Promise<JudgedRun[]> =>
  Promise.all(folders.map((folder) => readJudgedRun(folder, part)));

const notJudged = (folder: string, part: string, hasFolds: boolean): RoentgenError =>
  new RoentgenError("E_NOT_JUDGED", `the run has no figures on ${part}`, {
    kind: "usage",
    where: folder,
    expected: "a finished run; on test one whose test part was opened",
    received: "no figures",
    fix:
      part === "test" && !hasFolds
        ? `compare on validation, or open it: roentgen evaluate ${folder} --test --reason "..."`
        : `go on with it: roentgen train --resume ${folder}`,
  });

const onlyOutOfFold = (folder: string, part: string): RoentgenError =>
  new RoentgenError("E_NOT_JUDGED", `a cross-validation has no figures on ${part}`, {
    kind: "usage",
    where: folder,
    expected: "runs that were trained on one split",
    received: "figures out of fold",
    fix: "compare with --test, which takes them; test parts of the other runs must have been opened",
  });

const notOfTheRun = (where: string, path: string): RoentgenError =>
  new RoentgenError("E_RUN_FILE", "the predictions are of other images than the manifest", {
    where,
    expected: "paths of manifest.csv, each with a label",
    received: path,
    fix: "judge the run again: roentgen evaluate",
  });
