/** From a run folder to what its report is written from. */
import { basename, resolve } from "node:path";
import { z } from "zod";
import type { ManifestImage } from "../../dataset/index.ts";
import { readManifest } from "../../evaluation/index.ts";
import { ENHANCE_STEPS, type EnhanceOptions } from "../../image/index.ts";
import { judgedParts, type Mistake, type PicturePair, type ReportMaterial } from "../../report/index.ts";
import {
  configSchema,
  isCrossValidation,
  type Predictions,
  type RunConfig,
  type RunFolder,
  readBest,
  readHistory,
  readJson,
  readJudged,
  readPredictions,
} from "../../run/index.ts";
import { exists } from "../../util/exists.ts";
import { pairOf, pictureOf } from "./pictures.ts";

/** Shown at most. */
const [MISTAKES, PAIRS] = [12, 4];

/** Throws what the readers of src/run throw. */
export async function readReportMaterial(run: RunFolder): Promise<ReportMaterial> {
  const config = await readJson(run.config, configSchema);
  const { metrics, ledger } = await readJudged(run);
  const { images, sha256, isSealed } = await readManifest(run);
  const [part] = judgedParts({ metrics, config });
  const predictions = part && (await predictionsOf(run.predictions[part.name]));
  return {
    name: basename(resolve(run.folder)),
    config,
    history: (await exists(run.history)) ? await readHistory(run.history) : [],
    kept: await readBest(run),
    metrics,
    ledger,
    manifest: { sha256, isSealed },
    images,
    pairs: await pairsOf(config, images),
    mistakes: predictions ? await mistakesOf(config, images, predictions) : [],
  };
}

const predictionsOf = async (path: string): Promise<Predictions | null> =>
  (await exists(path)) ? readPredictions(path) : null;

/** The first validation image of each class; of a cross-validation, which has no such part, the first of all. */
async function pairsOf(config: RunConfig, images: readonly ManifestImage[]): Promise<PicturePair[]> {
  if (!config.enhance) return [];
  const enhance = enhancementOf(config);
  const labels = [...new Set(images.map(({ label }) => label))].sort().slice(0, PAIRS);
  const isShown = ({ split }: ManifestImage): boolean => isCrossValidation(config) || split === "validation";
  const chosen = labels.flatMap((label) => images.find((image) => isShown(image) && image.label === label) ?? []);
  const shown = { size: config.imageSize, enhance };
  const pairs = await Promise.all(chosen.map((image) => pairOf(config.data.root, image, shown)));
  return pairs.filter((pair) => pair !== null);
}

const enhancementSchema = z.object({
  steps: z.array(z.enum(ENHANCE_STEPS)),
  grey: z.enum(["correct", "published"]),
  clahe: z.object({ clipLimit: z.number(), tilesX: z.number(), tilesY: z.number() }),
}) satisfies z.ZodType<EnhanceOptions>;

const enhancementOf = ({ decided }: RunConfig): EnhanceOptions => enhancementSchema.parse(decided.enhance);

async function mistakesOf(
  config: RunConfig,
  images: readonly ManifestImage[],
  predictions: Predictions,
): Promise<Mistake[]> {
  const byPath = new Map(images.map((image) => [image.path, image]));
  const surest = wrong(predictions)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MISTAKES);
  return Promise.all(
    surest.map(async (mistake) => {
      const image = byPath.get(mistake.path);
      return { ...mistake, picture: image ? await pictureOf(config.data.root, image) : null };
    }),
  );
}

const wrong = ({ classes, rows }: Predictions): Omit<Mistake, "picture">[] =>
  rows.flatMap(({ path, label, prediction, probabilities }) =>
    label === null || label === prediction
      ? []
      : [{ path, truth: label, said: prediction, probability: probabilities[classes.indexOf(prediction)] ?? 0 }],
  );
