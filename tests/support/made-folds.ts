/** The whole of a cross-validation, made of a run that was made up: its files as concludeFolds leaves them, without the folds' own runs. */
import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { formatManifest } from "../../src/dataset/index.ts";
import { judge } from "../../src/evaluation/index.ts";
import {
  configSchema,
  type FoldMetrics,
  metricsSchema,
  type PartMetrics,
  type Predictions,
  type RunFolder,
  readJson,
  shownFigures,
  writeJson,
  writePredictions,
} from "../../src/run/index.ts";
import { sha256OfText } from "../../src/util/sha256.ts";
import { plainly } from "./made-predictions.ts";

const foldOf = (i: number, folds: number): number => i % folds;

/** Images stand in the folds by turns; of covid against the rest. Gives what metrics.json has. */
export async function intoFolds(run: RunFolder, said: Predictions, folds: number) {
  const config = await readJson(run.config, configSchema);
  const names = [...said.classes];
  const options = { ...config.options, folds };
  const images = said.rows.map(({ path, label }, i) => ({
    path,
    label: label!,
    sha256: createHash("sha256").update(path).digest("hex"),
    patient: null,
    split: "train" as const,
    fold: foldOf(i, folds),
  }));
  await rm(run.ledger, { force: true });
  await rm(run.predictions.test, { force: true });
  const rows = formatManifest(images);
  await writeFile(run.manifest, rows);
  const told = { names, positive: names.indexOf("covid"), options, manifest: sha256OfText(rows) };
  await writeJson(run.config, configSchema, { ...config, ...told });
  await writePredictions(run.predictions.outOfFold, said);
  const outOfFold = judgedInFolds(said, folds);
  await writeJson(run.metrics, metricsSchema, { version: 2, validation: null, test: [], outOfFold });
  return outOfFold;
}

/** positive: of a binary task; null: several classes. */
export function judgedInFolds(said: Predictions, folds: number, positive: string | null = "covid") {
  const whole = {
    ...plainly(positive),
    part: "out of fold" as const,
    folds: said.rows.map((_, i) => foldOf(i, folds)),
  };
  const ofFolds = Array.from({ length: folds }, (_, fold) => {
    const rows = said.rows.filter((__, i) => foldOf(i, folds) === fold);
    return foldFrom(fold, judge({ ...said, rows }, plainly(positive)));
  });
  return { metrics: judge(said, whole), folds: ofFolds };
}

function foldFrom(fold: number, metrics: PartMetrics): FoldMetrics {
  const { images, patients, unit, classes, accuracy } = metrics;
  const { auroc, sensitivity, specificity } = shownFigures(metrics);
  return {
    ...{ fold, images, patients, unit, accuracy, auroc, sensitivity, specificity },
    classes: classes.map(({ name, images: own }) => ({ name, images: own })),
    kept: fold === 0 ? null : { phase: "fine-tuning", epoch: fold },
  };
}
