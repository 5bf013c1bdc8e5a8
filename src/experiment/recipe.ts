/** What a recipe settles, from the options as given: pixels, enhancement, phases, normalisation. */
import { type EnhanceOptions, enhanceDefaults } from "../image/index.ts";
import type { TrainingPlan } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { TrainOptions } from "./options.ts";

type Normalisation = TrainingPlan["normalisation"];

export type Resolved = Pick<
  TrainingPlan,
  "network" | "imageSize" | "pixels" | "seed" | "batch" | "microBatch" | "frozen" | "fineTuning" | "normalisation"
> & {
  /** null: images stay as they are. */
  readonly enhance: EnhanceOptions | null;
};

/** Images of a micro-batch, where nobody says: as many as normalisation by batch statistics was proven with. */
const MICRO_BATCH = 16;
/** Epochs of both phases together, as published. */
const PUBLISHED_EPOCHS = 81;
const FINE_TUNING_EPOCHS = 30;

export function resolve(options: TrainOptions): Resolved {
  const { network, imageSize, seed, batch, recipe } = options;
  const published = recipe === "published";
  const grey = published ? "published" : "correct";
  const normalisation = normalisationOf(options);
  const epochs = options.fineTuneEpochs ?? (published ? { total: PUBLISHED_EPOCHS } : FINE_TUNING_EPOCHS);
  return {
    network,
    imageSize,
    seed,
    batch,
    microBatch: microBatchOf(options, normalisation),
    enhance: options.enhance ? { ...enhanceDefaults, grey } : null,
    pixels: published ? publishedPixels(options) : "network",
    frozen: { epochs: options.epochs, rate: options.rate },
    fineTuning: { epochs, rate: options.fineTuneRate },
    normalisation,
  };
}

function microBatchOf({ microBatch, batch }: TrainOptions, normalisation: Normalisation): number {
  const size = Math.min(microBatch === "auto" ? MICRO_BATCH : microBatch, batch);
  if (normalisation === "stored" || batch % size === 0) return size;
  throw new RoentgenError("E_OPTION", "with batch statistics every micro-batch must be whole", {
    kind: "usage",
    expected: `a --batch that is a multiple of ${size}, the --micro-batch`,
    received: `${batch}`,
    fix: `give --batch ${Math.max(1, Math.round(batch / size)) * size}`,
  });
}

/** The two arms that the study compares differ in range: 0..255 enhanced, 0..1 plain. */
const publishedPixels = ({ enhance }: TrainOptions): "raw" | "unit" => (enhance ? "raw" : "unit");

/** A network that starts at random has no statistics worth keeping. */
function normalisationOf({ normalisation, recipe, weights }: TrainOptions): Normalisation {
  if (normalisation !== "auto") return normalisation;
  return recipe === "published" || weights !== "none" ? "stored" : "batch";
}
