/** What a recipe settles, from the options as given: pixels, enhancement, phases, normalisation. */
import { type Division, divisionOf, parseTask } from "../dataset/index.ts";
import type { Asked } from "../evaluation/index.ts";
import { type EnhanceOptions, enhanceDefaults } from "../image/index.ts";
import { firstTrained, networkNamed } from "../networks/index.ts";
import { microBatchFor, type TrainingPlan } from "../training/index.ts";
import type { RoentgenError } from "../util/error.ts";
import { optionError } from "../util/usage.ts";
import type { ChosenBase } from "./base/choose-base.ts";
import { parseDropout } from "./dropout.ts";
import { type TrainOptions, trainOptions } from "./options.ts";
import { sizesOf } from "./sizes.ts";

type Normalisation = TrainingPlan["normalisation"];

export type Resolved = Pick<
  TrainingPlan,
  | "network"
  | "imageSize"
  | "scaling"
  | "seed"
  | "batch"
  | "microBatch"
  | "augmentation"
  | "frozen"
  | "views"
  | "fineTuning"
  | "sizes"
  | "patience"
  | "normalisation"
  | "trainedFrom"
  | "adam"
  | "sampling"
  | "dropout"
  | "labelSmoothing"
  | "statistics"
> & {
  /** null: images stay as they are. */
  readonly enhance: EnhanceOptions | null;
  readonly division: Division;
  /** What validation decides once the network is trained. */
  readonly decide: Asked;
};

/** Images of a micro-batch with batch statistics, where nobody says: then it is part of the model. */
const BATCH_STATISTICS = 16;
/** Epochs of both phases together, as published. */
const PUBLISHED_EPOCHS = 81;
const FINE_TUNING_EPOCHS = 30;
const VIEWS = 8;

/** memory: of the machine, bytes. Throws E_OPTION for options that do not go together. */
export function resolve(options: TrainOptions, chosen: ChosenBase, memory: number): Resolved {
  const { seed, batch, recipe } = options;
  const { network, imageSize } = chosen;
  const published = recipe === "published";
  const grey = options.grey ?? (published ? "published" : "correct");
  const normalisation = normalisationOf(options, chosen);
  return {
    network,
    imageSize,
    seed,
    batch,
    microBatch: microBatchOf(options, normalisation, () =>
      chosen.encoder === null ? microBatchFor(chosen.base, memory) : options.batch,
    ),
    enhance: options.enhance ? { ...enhanceDefaults, grey } : null,
    division: divisionOf(options.split, recipe, options.folds !== undefined),
    decide: decidedBy(options),
    scaling: scalingOf(options, chosen),
    augmentation: augmentationOf(options),
    frozen: { epochs: options.epochs, rate: options.rate },
    views: viewsOf(options),
    fineTuning: {
      epochs: fineTuneEpochs(options, chosen),
      rate: options.fineTuneRate,
      schedule: { kind: options.schedule, warmUp: options.warmUp },
    },
    trainedFrom: trainedFrom(options, chosen),
    sizes: sizesOf(options, chosen),
    patience: options.patience,
    normalisation,
    adam: { clipNorm: options.clipNorm ?? null, weightDecay: options.weightDecay, ema: options.ema ?? null },
    sampling: options.sampling,
    dropout: parseDropout(options.dropout),
    labelSmoothing: options.labelSmoothing,
    statistics: options.statistics ?? (published ? "moving" : "estimated"),
  };
}

/** Of each image in the frozen phase. */
export const viewsOf = ({ views, recipe }: Pick<TrainOptions, "views" | "recipe">): Resolved["views"] =>
  views ?? (recipe === "published" ? "fresh" : VIEWS);

/** Only a binary task has a threshold, and one logit that can be moved. */
function decidedBy({ task, recipe, calibration, operatingPoint }: TrainOptions): Asked {
  const kind = calibration ?? (recipe === "published" ? "none" : "temperature");
  if (parseTask(task).kind === "binary") return { calibration: kind, rule: operatingPoint };
  if (kind === "platt") throw notBinary("--calibration temperature or none", "--calibration platt");
  if (operatingPoint !== trainOptions.operatingPoint.default)
    throw notBinary("no --operating-point", `--operating-point ${operatingPoint}`);
  return { calibration: kind, rule: null };
}

const notBinary = (expected: string, received: string): RoentgenError =>
  optionError("several classes are decided for by the largest probability", {
    expected: `${expected}, or --task binary:NAME`,
    received,
    fix: `leave ${received.split(" ")[0]} out`,
  });

const augmentationOf = (options: TrainOptions): TrainingPlan["augmentation"] => ({
  flip: options.augmentFlip,
  turn: options.augmentTurn,
  crop: options.augmentCrop,
  brightness: options.augmentBrightness,
  contrast: options.augmentContrast,
});

function fineTuneEpochs({ fineTuneEpochs: given, recipe }: TrainOptions, { encoder }: ChosenBase) {
  if (encoder === null) return given ?? (recipe === "published" ? { total: PUBLISHED_EPOCHS } : FINE_TUNING_EPOCHS);
  if (given === undefined || given === 0) return 0;
  throw staysFrozen("--fine-tune-epochs 0", `${given}`, "leave --fine-tune-epochs out");
}

function trainedFrom({ unfreezeFrom }: TrainOptions, { network, imageSize }: ChosenBase): string | null {
  if (unfreezeFrom === undefined) return null;
  if (typeof network === "string") return firstTrained(networkNamed(network).build({ imageSize }), unfreezeFrom);
  throw staysFrozen("no --unfreeze-from", unfreezeFrom, "leave --unfreeze-from out");
}

const staysFrozen = (expected: string, received: string, fix: string): RoentgenError =>
  optionError("an encoder from a file stays frozen", { expected, received, fix });

function microBatchOf(
  { microBatch, batch }: TrainOptions,
  normalisation: Normalisation,
  fitting: () => number,
): number {
  const auto = (): number => (normalisation === "stored" ? fitting() : BATCH_STATISTICS);
  const size = Math.min(microBatch === "auto" ? auto() : microBatch, batch);
  if (normalisation === "stored" || batch % size === 0) return size;
  throw optionError("with batch statistics every micro-batch must be whole", {
    expected: `a --batch that is a multiple of ${size}, the --micro-batch`,
    received: `${batch}`,
    fix: `give --batch ${Math.max(1, Math.round(batch / size)) * size}`,
  });
}

/** images: to train on. Throws E_OPTION where batch statistics leave out all of them. */
export function requireMicroBatch({ normalisation, fineTuning, microBatch }: Resolved, images: number): void {
  if (normalisation === "stored" || fineTuning.epochs === 0 || images >= microBatch) return;
  throw optionError("with batch statistics an epoch needs at least one whole micro-batch of images", {
    expected: `at least ${microBatch} images to train on, as a micro-batch has`,
    received: `${images}`,
    fix: `give --batch ${images}, which no micro-batch is larger than, or --normalisation stored, or train on more images`,
  });
}

/** The two arms that the study compares differ in range: 0..255 enhanced, 0..1 plain. It knew no encoders. */
function scalingOf({ recipe, scaling, enhance }: TrainOptions, chosen: ChosenBase): Resolved["scaling"] {
  if (recipe === "standard" || scaling !== undefined || chosen.encoder !== null) return chosen.scaling;
  return enhance ? "raw" : "unit";
}

/** A network that starts at random has no statistics worth keeping. */
function normalisationOf({ normalisation, recipe }: TrainOptions, { isRandom }: ChosenBase): Normalisation {
  if (normalisation !== "auto") return normalisation;
  return recipe === "published" || !isRandom ? "stored" : "batch";
}
