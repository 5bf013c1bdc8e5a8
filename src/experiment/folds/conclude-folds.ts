/** The end of a cross-validation: the members' held-out predictions as one list, judged, and their models as one. */
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { formatManifest, parseManifest, sha256OfFile } from "../../dataset/index.ts";
import { judge } from "../../evaluation/index.ts";
import { exportEnsemble, loadModel, type ModelDescription } from "../../model/index.ts";
import {
  appendToLedger,
  configSchema,
  metricsSchema,
  type PartMetrics,
  type Predictions,
  type RunFolder,
  readJson,
  readLedger,
  readPredictions,
  readRunFile,
  runFolder,
  writeJson,
  writePredictions,
} from "../../run/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import { exists } from "../../util/exists.ts";
import { makeFolder } from "../../util/folder.ts";
import { writeWhole } from "../../util/write.ts";

/** The figures of a cross-validation that is finished; null where it is not. */
export async function finishedFolds(folder: string): Promise<PartMetrics | null> {
  const { metrics, model } = runFolder(folder);
  if (!(await exists(metrics)) || !(await exists(model))) return null;
  return (await readJson(metrics, metricsSchema)).test[0]?.metrics ?? null;
}

/** members: folders of their runs, by fold. The figures are written last. */
export async function concludeFolds(
  run: RunFolder,
  members: readonly string[],
  threads: number | undefined,
): Promise<PartMetrics> {
  const runs = members.map(runFolder);
  await makeFolder(dirname(run.predictions.test));
  const patients = await writeManifest(run, runs[0]!);
  await writeConfig(run, runs[0]!);
  const description = await writeModel(run, runs, threads);
  const { predictions, folds } = await outOfFold(runs, [...patients.keys()]);
  await writePredictions(run.predictions.test, predictions);
  const figures = judge(predictions, {
    part: "test",
    positive: description.positive,
    calibration: description.calibration,
    operatingPoint: description.operatingPoint,
    patients: predictions.rows.map(({ path }) => patients.get(path)!),
    folds,
  });
  await writeLedger(run);
  await writeJson(run.metrics, metricsSchema, {
    version: 2,
    validation: null,
    test: [{ opening: 1, metrics: figures }],
  });
  return figures;
}

/** Every image with its fold: it trains in the others. Gives the patients, by path, in the manifest's order. */
async function writeManifest(run: RunFolder, member: RunFolder): Promise<Map<string, string | null>> {
  const images = parseManifest(await readRunFile(member.manifest), member.manifest);
  await writeWhole(run.manifest, formatManifest(images.map((image) => ({ ...image, split: "train" }))));
  return new Map(images.map(({ path, patient }) => [path, patient]));
}

/** The first member's, without its fold. */
async function writeConfig(run: RunFolder, member: RunFolder): Promise<void> {
  const config = await readJson(member.config, configSchema);
  const { fold: _, ...options } = config.options;
  const words = config.command.map((word) => (word === member.folder ? run.folder : word));
  const command = words.filter((word, i) => word !== "--json" && word !== "--fold" && words[i - 1] !== "--fold");
  await writeJson(run.config, configSchema, { ...config, options, command });
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

/** Each image by the member that tests on its fold, in the order of paths; folds: by row. */
async function outOfFold(
  members: readonly RunFolder[],
  paths: readonly string[],
): Promise<{ readonly predictions: Predictions; readonly folds: number[] }> {
  const read = await Promise.all(members.map(({ predictions }) => readPredictions(predictions.test)));
  const judged = new Map(read.flatMap(({ rows }, fold) => rows.map((row) => [row.path, { row, fold }] as const)));
  const found = paths.flatMap((path) => judged.get(path) ?? []);
  return {
    predictions: { classes: read[0]!.classes, rows: found.map(({ row }) => row) },
    folds: found.map(({ fold }) => fold),
  };
}

/** The members have opened their own parts; the whole says so once. */
async function writeLedger({ ledger, model }: RunFolder): Promise<void> {
  if ((await readLedger(ledger)).length > 0) return;
  const why = "cross-validation: each image by the member that had not seen it";
  await appendToLedger(ledger, { when: new Date().toISOString(), why, model: await sha256OfFile(model) });
}
