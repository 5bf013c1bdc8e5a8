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
import { firstFew } from "../../util/first-few.ts";

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

type Part = "validation" | "test";

/** In the order of the folders. Throws E_NOT_JUDGED, which names every run that has no figures on the part, and what reading a run's files throws. */
export async function readJudgedRuns(folders: readonly string[], part: Part): Promise<JudgedRun[]> {
  const found = await Promise.all(folders.map((folder) => findFigures(folder, part)));
  const judged = found.flatMap(({ figures, ...run }) => (figures === null ? [] : [{ ...run, figures }]));
  if (judged.length < found.length) throw notJudged(found, part);
  return Promise.all(judged.map((run) => withCases(run, part)));
}

interface Found {
  readonly folder: string;
  readonly config: RunConfig;
  readonly metrics: Metrics;
  /** Of the part; null: none. */
  readonly figures: Figures | null;
}

async function findFigures(folder: string, part: Part): Promise<Found> {
  const run = runFolder(folder);
  const config = await readJson(run.config, configSchema);
  const { metrics } = await readJudged(run);
  const figures = isCrossValidation(config) ? outOfFold(metrics, part) : judgedOn(metrics, part);
  return { folder, config, metrics, figures };
}

async function withCases(
  { folder, config, figures }: Found & { readonly figures: Figures },
  part: Part,
): Promise<JudgedRun> {
  const run = runFolder(folder);
  const predictions = run.predictions[isCrossValidation(config) ? "outOfFold" : part];
  const { classes, rows } = await readPredictions(predictions);
  const known = new Map((await readManifest(run)).images.map((image) => [image.path, image]));
  const cases = rows.map(({ path, label, prediction, probabilities }): JudgedImage => {
    const image = known.get(path);
    if (image === undefined || label === null) throw notOfTheRun(predictions, path);
    return { sha256: image.sha256, patient: image.patient, label, prediction, probabilities };
  });
  return { folder, config, ...figures, classes, cases };
}

/** The figures of a part, of the test part those of its first opening that has some; null where it was not judged. */
function judgedOn({ validation, test: [first] }: Metrics, part: Part): Figures | null {
  if (part === "test") return first ?? null;
  return validation && { metrics: validation, opening: null };
}

type Figures = Pick<JudgedRun, "metrics" | "opening">;

/** Of a cross-validation: images that judge have chosen nothing, as those of a test part. */
const outOfFold = ({ outOfFold: judged }: Metrics, part: Part): Figures | null =>
  judged === undefined || part === "validation" ? null : { metrics: judged.metrics, opening: null };

function notJudged(runs: readonly Found[], part: Part): RoentgenError {
  const lacking = runs.filter(({ figures }) => figures === null);
  const who = lacking.length === 1 ? "the run has" : `${lacking.length} runs have`;
  return new RoentgenError("E_NOT_JUDGED", `${who} no figures on ${part}`, {
    kind: "usage",
    where: foldersOf(lacking),
    expected: "finished runs; on test, runs whose test parts were opened, and cross-validations",
    received: "no figures",
    fix: waysOut(runs, lacking, part).join("; "),
  });
}

/** What gives each run figures that stand in one table. */
function waysOut(runs: readonly Found[], lacking: readonly Found[], part: Part): string[] {
  const unfinished = lacking.filter(({ config, metrics }) =>
    isCrossValidation(config) ? metrics.outOfFold === undefined : metrics.validation === null,
  );
  const folds = runs.filter(({ config }) => isCrossValidation(config));
  const hasFinishedFolds = folds.some(({ metrics }) => metrics.outOfFold !== undefined);
  const onTest = part === "test" || hasFinishedFolds;
  const sealed = runs.filter((run) => onTest && !folds.includes(run) && !unfinished.includes(run) && isSealed(run));
  const other = folds.length === 0 ? "compare on validation" : `leave out ${foldersOf(folds)}`;
  return [
    ...unfinished.map(({ folder }) => `go on with it: roentgen train --resume ${folder}`),
    ...(part === "validation" && hasFinishedFolds ? ["compare with --test, which takes figures out of fold"] : []),
    ...sealed.map(({ folder }) => `open its test part: roentgen evaluate ${folder} --test --reason "..."`),
    ...(onTest && (part === "validation" || sealed.length > 0) ? [`or ${other}`] : []),
  ];
}

const isSealed = ({ metrics }: Found): boolean => metrics.test.length === 0;

const foldersOf = (runs: readonly Found[]): string => firstFew(runs.map(({ folder }) => folder));

const notOfTheRun = (where: string, path: string): RoentgenError =>
  new RoentgenError("E_RUN_FILE", "the predictions are of other images than the manifest", {
    where,
    expected: "paths of manifest.csv, each with a label",
    received: path,
    fix: "judge the run again: roentgen evaluate",
  });
