/**
 * The options of a training run: what each accepts and means, and its default. The same names stand on the command line (`--image-size`), in a
 * config file (`image-size`) and in a run's config.json (`imageSize`).
 */
import { z } from "zod";
import { FOLDS_BY, parseClasses, parseDivision, parsePatientPattern, parseTask } from "../dataset/index.ts";
import { CALIBRATIONS, OPERATING_RULE_EXPECTED, parseOperatingRule } from "../evaluation/index.ts";
import { networkNames, POOLINGS } from "../networks/index.ts";
import { DEVICES, SAMPLINGS, SCHEDULES } from "../training/index.ts";
import { numeric, wholeFrom } from "../util/numeric.ts";
import { parseScaling, SCALING_EXPECTED } from "./base/parse-scaling.ts";
import { CLASS_WEIGHTS_EXPECTED, parseClassWeights } from "./class-weights.ts";
import { DROPOUT_EXPECTED, parseDropout } from "./dropout.ts";
import { parseSizes, SIZES_EXPECTED } from "./sizes.ts";

/** What an option is about. */
export type OptionGroup =
  | "data"
  | "images"
  | "network"
  | "training"
  | "frozen"
  | "fineTuning"
  | "augmentation"
  | "decision"
  | "machine";

export interface Option<Value> {
  readonly group: OptionGroup;
  readonly schema: z.ZodType<Value>;
  /** What it accepts, in words. */
  readonly expected: string;
  readonly help: string;
  /** Of a flag that is given by default: what --no-... does. */
  readonly off?: string;
  /** What stands for the value in the help; null for a flag. */
  readonly value: string | null;
  /** As a person would write it; undefined where the recipe decides. */
  readonly default?: string | boolean;
}

const rate = numeric.pipe(z.number().positive().max(10));
const fraction = (below: number) => numeric.pipe(z.number().min(0).lt(below));
const perhaps = <Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> => schema.optional();
/** Text that a parser accepts, which throws its own error; kept as text. */
const text = (parse: (text: string) => unknown): z.ZodType<string> =>
  z.string().transform((given) => {
    parse(given);
    return given;
  });

export const trainOptions = {
  network: {
    group: "network",
    schema: z.string(),
    expected: `one of ${networkNames.join(", ")}, or an ONNX file`,
    help: `${networkNames.join(", ")}; or FILE.onnx: anybody's encoder, which stays frozen`,
    value: "name",
    default: "nasnetmobile",
  },
  task: {
    group: "data",
    schema: text(parseTask),
    expected: "multi, or binary:NAME",
    help: "multi: tell all classes apart; binary:NAME: one from the rest",
    value: "task",
    default: "multi",
  },
  recipe: {
    group: "training",
    schema: z.enum(["standard", "published"]),
    expected: "standard or published",
    help: "standard; or published: the study's own method, step by step",
    value: "recipe",
    default: "standard",
  },
  enhance: {
    group: "images",
    schema: z.boolean(),
    expected: "true or false",
    help: "white balance and CLAHE (default)",
    off: "leave images as they are",
    value: null,
    default: true,
  },
  grey: {
    group: "images",
    schema: perhaps(z.enum(["correct", "published"])),
    expected: "correct or published",
    help: "weights of red, green and blue: correct; or published: red and blue swapped (default: the recipe's)",
    value: "weights",
  },
  classes: {
    group: "data",
    schema: perhaps(text(parseClasses)),
    expected: "the names of all classes, separated by commas",
    help: "their order in the model, all of them (default: by name; published: normal,virus,covid)",
    value: "names",
  },
  weights: {
    group: "network",
    schema: perhaps(z.string().min(1)),
    expected: "imagenet, none, a weight file, or the folder of a run",
    help: "where it starts: imagenet (downloaded once), none (at random), a weight file, or the folder of an earlier run (default: imagenet)",
    value: "start",
  },
  offline: {
    group: "network",
    schema: z.boolean(),
    expected: "true or false",
    help: "download nothing: imagenet must be on this machine (or set ROENTGEN_OFFLINE)",
    value: null,
    default: false,
  },
  imageSize: {
    group: "images",
    schema: perhaps(wholeFrom(1)),
    expected: "a whole number of pixels",
    help: "height and width of the network's images (default: the network's own, for most 224)",
    value: "pixels",
  },
  scaling: {
    group: "images",
    schema: perhaps(text(parseScaling)),
    expected: SCALING_EXPECTED,
    help: `pixels into the network: ${SCALING_EXPECTED} (default: the network's own; published: raw, or unit without enhancement)`,
    value: "scaling",
  },
  features: {
    group: "network",
    schema: perhaps(z.string().min(1)),
    expected: "the name of a value in the encoder",
    help: "of FILE.onnx: the value that is pooled (default: the last before its own pooling or classifier)",
    value: "name",
  },
  pooling: {
    group: "network",
    schema: perhaps(z.enum(POOLINGS)),
    expected: POOLINGS.join(" or "),
    help: "of FILE.onnx, where features are tokens: their mean, or the first (default: mean)",
    value: "how",
  },
  epochs: {
    group: "frozen",
    schema: wholeFrom(0),
    expected: "a whole number from 0",
    help: "at most; only the head is trained",
    value: "number",
    default: "50",
  },
  fineTuneEpochs: {
    group: "fineTuning",
    schema: perhaps(wholeFrom(0)),
    expected: "a whole number from 0",
    help: "at most (default: 30; published: 81 less those of the frozen phase)",
    value: "number",
  },
  rate: {
    group: "frozen",
    schema: rate,
    expected: "a number above 0",
    help: "learning rate",
    value: "number",
    default: "0.001",
  },
  fineTuneRate: {
    group: "fineTuning",
    schema: rate,
    expected: "a number above 0",
    help: "learning rate",
    value: "number",
    default: "0.0001",
  },
  schedule: {
    group: "fineTuning",
    schema: z.enum(SCHEDULES),
    expected: SCHEDULES.join(" or "),
    help: "plateau: a tenth of the rate after 8 epochs without a better validation accuracy; cosine: down to a hundredth over all epochs",
    value: "schedule",
    default: "plateau",
  },
  warmUp: {
    group: "fineTuning",
    schema: numeric.pipe(z.number().min(0)),
    expected: "a number of epochs, from 0",
    help: "in which the rate grows step by step to its height",
    value: "epochs",
    default: "0",
  },
  unfreezeFrom: {
    group: "fineTuning",
    schema: perhaps(z.string().min(1)),
    expected: "the name of a layer, or last:N",
    help: "train this layer and those after it; or last:N: the last N that have something to train (default: all)",
    value: "layer",
  },
  weightDecay: {
    group: "training",
    schema: fraction(1),
    expected: "a number from 0 to under 1",
    help: "of kernels, times the rate, in every update (AdamW)",
    value: "number",
    default: "0",
  },
  clipNorm: {
    group: "training",
    schema: perhaps(numeric.pipe(z.number().positive())),
    expected: "a number above 0",
    help: "scale all gradients down together where their norm is larger (default: never)",
    value: "norm",
  },
  ema: {
    group: "training",
    schema: perhaps(fraction(1)),
    expected: "a number from 0 to under 1",
    help: "validate, choose and export averages of the weights, of which so much stays in every update, such as 0.99 (default: none)",
    value: "decay",
  },
  labelSmoothing: {
    group: "training",
    schema: fraction(1),
    expected: "a number from 0 to under 1",
    help: "so much of each label is divided evenly among the classes, in the loss alone",
    value: "number",
    default: "0",
  },
  classWeights: {
    group: "training",
    schema: text(parseClassWeights),
    expected: CLASS_WEIGHTS_EXPECTED,
    help: "of classes in the loss: none; balanced: the rarer, the heavier; or NAME=WEIGHT,... (others weigh 1)",
    value: "weights",
    default: "none",
  },
  sampling: {
    group: "training",
    schema: z.enum(SAMPLINGS),
    expected: SAMPLINGS.join(" or "),
    help: "shuffled: an epoch shows every image once; balanced: as many, of every class equally many",
    value: "sampling",
    default: "shuffled",
  },
  sizes: {
    group: "fineTuning",
    schema: perhaps(text(parseSizes)),
    expected: SIZES_EXPECTED,
    help: "smaller images first, as many epochs of each size, such as 96,160,224 (default: the image size alone)",
    value: "pixels",
  },
  patience: {
    group: "training",
    schema: wholeFrom(1),
    expected: "a whole number from 1",
    help: "end a phase after so many epochs without a better validation accuracy",
    value: "epochs",
    default: "20",
  },
  batch: {
    group: "training",
    schema: wholeFrom(1),
    expected: "a whole number from 1",
    help: "of an update",
    value: "images",
    default: "64",
  },
  microBatch: {
    group: "machine",
    schema: z.union([z.literal("auto"), wholeFrom(1)]),
    expected: "auto, or a whole number from 1",
    help: "in memory at once while fine-tuning; auto: by network, image size and memory; with batch statistics 16, and part of the model",
    value: "images",
    default: "auto",
  },
  views: {
    group: "frozen",
    schema: perhaps(z.union([z.literal("fresh"), wholeFrom(1)])),
    expected: "fresh, or a whole number from 1",
    help: "augmentations of each image, computed once and shown in turn; fresh: new ones in every epoch (default: 8; published: fresh)",
    value: "views",
  },
  cache: {
    group: "frozen",
    schema: z.boolean(),
    expected: "true or false",
    help: "keep features for other runs: roentgen cache list (default)",
    off: "neither look features up nor keep them",
    value: null,
    default: true,
  },
  dropout: {
    group: "training",
    schema: text(parseDropout),
    expected: DROPOUT_EXPECTED,
    help: "of the head's two layers; a random start with many images learns sooner with 0,0",
    value: "rates",
    default: "0.2,0.5",
  },
  augmentFlip: {
    group: "augmentation",
    schema: z.boolean(),
    expected: "true or false",
    help: "left and right changed in half of the images (default)",
    off: "no image",
    value: null,
    default: true,
  },
  augmentTurn: {
    group: "augmentation",
    schema: fraction(0.5),
    expected: "a number from 0, below 0.5",
    help: "turned by at most this part of a whole turn, either way",
    value: "fraction",
    default: "0.1",
  },
  augmentCrop: {
    group: "augmentation",
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "cropped by at most this part of the area, and enlarged again",
    value: "fraction",
    default: "0",
  },
  augmentBrightness: {
    group: "augmentation",
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "brighter or darker by at most this part",
    value: "fraction",
    default: "0",
  },
  augmentContrast: {
    group: "augmentation",
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "more or less contrast by at most this part",
    value: "fraction",
    default: "0",
  },
  normalisation: {
    group: "fineTuning",
    schema: z.enum(["auto", "stored", "batch"]),
    expected: "auto, stored or batch",
    help: "statistics: stored, batch, or auto: batch from a random start, but stored if published",
    value: "mode",
    default: "auto",
  },
  statistics: {
    group: "fineTuning",
    schema: perhaps(z.enum(["estimated", "moving"])),
    expected: "estimated or moving",
    help: "that predict, after batch statistics: estimated anew before each validation; or moving averages (default: estimated; published: moving)",
    value: "kind",
  },
  split: {
    group: "data",
    schema: perhaps(text(parseDivision)),
    expected: "three fractions that sum to 1, file-order, or file-order-by-class",
    help: "fractions of train, validation and test, stratified and by patient; or file-order: as published, patients on both sides; file-order-by-class: class by class in a binary task, too (default: 0.7,0.15,0.15; published: file-order)",
    value: "how",
  },
  folds: {
    group: "data",
    schema: perhaps(wholeFrom(2)),
    expected: "a whole number from 2",
    help: "cross-validation: a run for each fold, which is tested on it; of the other images, train and validation have what --split gives them",
    value: "number",
  },
  fold: {
    group: "data",
    schema: perhaps(wholeFrom(0)),
    expected: "a whole number from 0, below --folds",
    help: "with --folds: this fold's run alone, counted from 0 (default: all, and the ensemble of their models)",
    value: "number",
  },
  by: {
    group: "data",
    schema: z.enum(FOLDS_BY),
    expected: FOLDS_BY.join(" or "),
    help: "with --folds: what stays in one fold; image: passes over patients on purpose, to see what that is worth",
    value: "what",
    default: "patient",
  },
  calibration: {
    group: "decision",
    schema: perhaps(z.enum(CALIBRATIONS)),
    expected: CALIBRATIONS.join(", "),
    help: "makes probabilities mean what they say, fitted on validation: temperature; platt (slope and intercept of a binary task); or none (default: temperature; published: none)",
    value: "kind",
  },
  operatingPoint: {
    group: "decision",
    schema: text(parseOperatingRule),
    expected: OPERATING_RULE_EXPECTED,
    help: "probability from which on a binary task decides for its class; or youden, sensitivity:0.95 or specificity:0.95: chosen on validation",
    value: "rule",
    default: "0.5",
  },
  patientFrom: {
    group: "data",
    schema: perhaps(text(parsePatientPattern)),
    expected: "a regular expression with one group",
    help: "finds the patient in a file's name, as its one group: '^(p\\d+)_'",
    value: "regex",
  },
  seed: {
    group: "training",
    schema: wholeFrom(0),
    expected: "a whole number from 0",
    help: "of everything random",
    value: "number",
    default: "1",
  },
  threads: {
    group: "machine",
    schema: perhaps(wholeFrom(1)),
    expected: "a whole number from 1",
    help: "of the processor (default: all)",
    value: "number",
  },
  device: {
    group: "machine",
    schema: z.enum(DEVICES),
    expected: DEVICES.join(", "),
    help: "auto (the fastest, measured), cpu, or webgpu: a GPU, without CUDA",
    value: "device",
    default: "auto",
  },
  skipUnreadable: {
    group: "data",
    schema: z.boolean(),
    expected: "true or false",
    help: "leave out images that cannot be read instead of stopping",
    value: null,
    default: false,
  },
} as const satisfies Record<string, Option<unknown>>;

export type TrainOptionName = keyof typeof trainOptions;
export type TrainOptions = { readonly [Name in TrainOptionName]: z.output<(typeof trainOptions)[Name]["schema"]> };

export const trainOptionNames = Object.keys(trainOptions) as TrainOptionName[]; // the keys of the literal above

/** imageSize -> image-size */
export const kebabCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Options by their names in code, as they were given. */
export type GivenOptions = Readonly<Partial<Record<TrainOptionName, unknown>>>;
