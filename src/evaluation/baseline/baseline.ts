/**
 * Plain models beside a network: logistic regressions on what needs no network to be seen. A network that is hardly better than these has
 * learned the exposure or the posture, not the disease.
 */
import { resolve } from "node:path";
import { createImagePool, type ImagePool, type Pixels } from "../../image/index.ts";
import type { PartMetrics, PredictionRow } from "../../run/index.ts";
import { fitLogisticRegression, type LogisticRegression, logisticProbabilities } from "../../statistics/index.ts";
import { mapConcurrently } from "../../util/concurrent.ts";
import { judge } from "../judge/judge.ts";
import type { Progress, Source } from "../predict-source.ts";
import { greyStatistics, thumbnail } from "./features.ts";

export interface Baseline {
  /** What it is shown. */
  readonly features: string;
  readonly metrics: PartMetrics;
}

export interface BaselineRequest {
  /** Whose training part it is trained on, and what it is judged on. */
  readonly training: Source;
  readonly judged: Source;
  readonly classes: readonly string[];
  /** Of the processor; undefined: all. */
  readonly threads: number | undefined;
}

const SHOWN: readonly { readonly features: string; of(image: Pixels): Float64Array }[] = [
  { features: "grey-level statistics", of: greyStatistics },
  { features: "16 x 16 thumbnail", of: thumbnail },
];

/** Nothing is fitted to what they are judged on. */
const PLAIN = {
  part: "other",
  positive: null,
  calibration: { kind: "none", reason: "a baseline is as it is" },
  operatingPoint: null,
} as const;

/** Images that are read at once. */
const UNDER_WAY = 32;

/** One for each kind of features. Throws the error of an image that cannot be read. */
export async function judgeBaselines(
  { training, judged, classes, threads }: BaselineRequest,
  progress: Progress,
): Promise<Baseline[]> {
  const images = training.images.length + judged.images.length;
  const pool = createImagePool({ threads, images });
  progress.start(images, "images");
  try {
    const [seen, unseen] = [await rowsOf(training, pool, progress), await rowsOf(judged, pool, progress)];
    const labels = training.images.map(({ label }) => classes.indexOf(label));
    return SHOWN.map(({ features }, kind) => {
      const model = fitLogisticRegression(
        seen.map((rows) => rows[kind]!),
        labels,
        classes.length,
      );
      const rows = judged.images.map((image, i) => predictionOf(model, classes, image, unseen[i]![kind]!));
      return { features, metrics: judge({ classes, rows }, PLAIN) };
    });
  } finally {
    await pool.close();
  }
}

/** For every image the features of each kind. */
function rowsOf({ root, images }: Source, pool: ImagePool, progress: Progress): Promise<Float64Array[][]> {
  return mapConcurrently(images, UNDER_WAY, async ({ path }) => {
    const image = await pool.prepare(resolve(root, path), { size: null, enhance: null });
    progress.step();
    return SHOWN.map(({ of }) => of(image));
  });
}

function predictionOf(
  model: LogisticRegression,
  classes: readonly string[],
  { path, label }: Source["images"][number],
  row: Float64Array,
): PredictionRow {
  const probabilities = logisticProbabilities(model, row);
  const prediction = classes[probabilities.indexOf(Math.max(...probabilities))]!;
  return { path, label, prediction, probabilities };
}
