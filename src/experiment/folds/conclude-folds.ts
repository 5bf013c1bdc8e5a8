/** The end of a cross-validation: the members' held-out predictions as one list, judged, and their models as one. */
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { formatManifest, type ManifestImage } from "../../dataset/index.ts";
import { judgeOutOfFold, readManifest } from "../../evaluation/index.ts";
import { exportEnsemble, loadModel, type ModelDescription } from "../../model/index.ts";
import {
  configSchema,
  type FoldMetrics,
  keptPrevalences,
  type Metrics,
  metricsSchema,
  NOTHING_JUDGED,
  type OutOfFold,
  type Predictions,
  type RunFolder,
  readBest,
  readJson,
  readJudged,
  readJudgedSoFar,
  readPredictions,
  runFolder,
  shownFigures,
  writeJson,
  writePredictions,
} from "../../run/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import { exists } from "../../util/exists.ts";
import { makeFolder } from "../../util/folder.ts";
import { sha256OfText } from "../../util/sha256.ts";
import { writeWhole } from "../../util/write.ts";

/** The figures of a cross-validation that is finished; null where it is not. */
export async function finishedFolds(folder: string): Promise<OutOfFold | null> {
  const run = runFolder(folder);
  if (!(await exists(run.metrics)) || !(await exists(run.model))) return null;
  await readManifest(run); // throws where it was changed
  return (await readJudged(run)).metrics.outOfFold ?? null;
}

/** members: folders of their runs, by fold. The figures are written last. */
export async function concludeFolds(
  run: RunFolder,
  members: readonly string[],
  threads: number | undefined,
): Promise<OutOfFold> {
  const runs = members.map(runFolder);
  await makeFolder(dirname(run.predictions.outOfFold));
  const images = await imagesOf(runs);
  await writeManifest(run, runs[0]!, images);
  const description = await writeModel(run, runs, threads);
  await writePredictions(run.predictions.outOfFold, await predictionsOf(runs, images));
  const before = await judgedBefore(run);
  const { metrics } = await judgeOutOfFold(run, images, description, keptPrevalences(before));
  const outOfFold = { metrics, folds: await Promise.all(runs.map(foldOf)) };
  await writeJson(run.metrics, metricsSchema, { ...before, outOfFold });
  return outOfFold;
}

/** Where a model that was judged before is made again: the prevalences that were said. */
async function judgedBefore(run: RunFolder): Promise<Metrics> {
  const { metrics } = await readJudgedSoFar(run);
  return metrics === null ? NOTHING_JUDGED : { ...NOTHING_JUDGED, prevalences: metrics.prevalences };
}

/** In the manifest's order, which is that of each member. Throws E_MANIFEST_CHANGED where that of any member was changed. */
async function imagesOf(members: readonly RunFolder[]): Promise<readonly ManifestImage[]> {
  const [first] = await Promise.all(members.map(readManifest));
  return first!.images;
}

/** Every image with its fold: it trains in the others. Its seal comes first. */
async function writeManifest(run: RunFolder, member: RunFolder, images: readonly ManifestImage[]): Promise<void> {
  const text = formatManifest(images.map((image) => ({ ...image, split: "train" })));
  await writeConfig(run, member, sha256OfText(text));
  await writeWhole(run.manifest, text);
}

/** The first member's, without its fold. */
async function writeConfig(run: RunFolder, member: RunFolder, manifest: string): Promise<void> {
  const config = await readJson(member.config, configSchema);
  const { fold: _, ...options } = config.options;
  const words = config.command.map((word) => (word === member.folder ? run.folder : word));
  const command = words.filter((word, i) => word !== "--json" && word !== "--fold" && words[i - 1] !== "--fold");
  await writeJson(run.config, configSchema, { ...config, options, command, manifest });
}

async function writeModel(
  run: RunFolder,
  members: readonly RunFolder[],
  threads: number | undefined,
): Promise<ModelDescription> {
  const runtime = nodeRuntime({ threads });
  const files: Uint8Array[] = await Promise.all(members.map(({ model }) => readFile(model)));
  const { bytes, description } = await exportEnsemble(files, runtime);
  await writeWhole(run.model, bytes);
  await (await loadModel(run.model, runtime)).release();
  return description;
}

/** Each image by the member that tests on its fold. */
async function predictionsOf(members: readonly RunFolder[], images: readonly ManifestImage[]): Promise<Predictions> {
  const read = await Promise.all(members.map(({ predictions }) => readPredictions(predictions.test)));
  const rows = new Map(read.flatMap((each) => each.rows.map((row) => [row.path, row])));
  return { classes: read[0]!.classes, rows: images.flatMap(({ path }) => rows.get(path) ?? []) };
}

/** As its run was judged when its own test part was opened. */
async function foldOf(member: RunFolder, fold: number): Promise<FoldMetrics> {
  const { test } = (await readJudged(member)).metrics;
  const { metrics } = test[0]!; // the fold was judged
  const { images, patients, unit, classes, accuracy } = metrics;
  const { auroc, sensitivity, specificity } = shownFigures(metrics);
  return {
    ...{ fold, images, patients, unit },
    classes: classes.map(({ name, images: own }) => ({ name, images: own })),
    kept: await readBest(member),
    ...{ accuracy, auroc, sensitivity, specificity },
  };
}
