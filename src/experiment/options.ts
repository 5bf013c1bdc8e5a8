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

export interface Option<Value> {
  readonly schema: z.ZodType<Value>;
  /** What it accepts, in words. */
  readonly expected: string;
  readonly help: string;
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
    schema: z.string(),
    expected: `one of ${networkNames.join(", ")}, or an ONNX file`,
    help: `the network: ${networkNames.join(", ")}; or FILE.onnx, anybody's encoder, which stays frozen`,
    value: "name",
    default: "nasnetmobile",
  },
  task: {
    schema: text(parseTask),
    expected: "multi, or binary:NAME",
    help: "multi, or binary:NAME: one class against the rest",
    value: "task",
    default: "multi",
  },
  recipe: {
    schema: z.enum(["standard", "published"]),
    expected: "standard or published",
    help: "standard, or published: the study's own method, step by step",
    value: "recipe",
    default: "standard",
  },
  enhance: {
    schema: z.boolean(),
    expected: "true or false",
    help: "white balance and CLAHE; --no-enhance leaves the images as they are",
    value: null,
    default: true,
  },
  grey: {
    schema: perhaps(z.enum(["correct", "published"])),
    expected: "correct or published",
    help: "weights of red, green and blue in grey; published: red and blue swapped (default: the recipe's)",
    value: "weights",
  },
  classes: {
    schema: perhaps(text(parseClasses)),
    expected: "the names of all classes, separated by commas",
    help: "the order of the classes in the model (default: by name; published: on the study's folders normal,virus,covid)",
    value: "names",
  },
  weights: {
    schema: perhaps(z.string().min(1)),
    expected: "imagenet, none, a weight file, or the folder of a run",
    help: "where the network starts: imagenet (downloaded once), none (at random), a weight file, or the folder of an earlier run (default: imagenet)",
    value: "start",
  },
  offline: {
    schema: z.boolean(),
    expected: "true or false",
    help: "never use the network: imagenet must be on this machine already (or set ROENTGEN_OFFLINE)",
    value: null,
    default: false,
  },
  imageSize: {
    schema: perhaps(wholeFrom(1)),
    expected: "a whole number of pixels",
    help: "height and width of the network's images (default: the network's own, for most 224)",
    value: "pixels",
  },
  scaling: {
    schema: perhaps(text(parseScaling)),
    expected: SCALING_EXPECTED,
    help: `pixels into the network: ${SCALING_EXPECTED} (default: the network's own; published: 0..255, or 0..1 without enhancement)`,
    value: "scaling",
  },
  features: {
    schema: perhaps(z.string().min(1)),
    expected: "the name of a value in the encoder",
    help: "of an encoder: the value that is pooled (default: the last before its own pooling or classifier)",
    value: "name",
  },
  pooling: {
    schema: perhaps(z.enum(POOLINGS)),
    expected: POOLINGS.join(" or "),
    help: "of an encoder whose features are tokens: their mean, or the first (default: mean)",
    value: "how",
  },
  epochs: {
    schema: wholeFrom(0),
    expected: "a whole number from 0",
    help: "with the base frozen, at most",
    value: "number",
    default: "50",
  },
  fineTuneEpochs: {
    schema: perhaps(wholeFrom(0)),
    expected: "a whole number from 0",
    help: "with everything trained, at most (default: 30; published: 81 less those of the frozen phase)",
    value: "number",
  },
  rate: {
    schema: rate,
    expected: "a number above 0",
    help: "learning rate of the frozen phase",
    value: "number",
    default: "0.001",
  },
  fineTuneRate: {
    schema: rate,
    expected: "a number above 0",
    help: "learning rate of fine-tuning",
    value: "number",
    default: "0.0001",
  },
  schedule: {
    schema: z.enum(SCHEDULES),
    expected: SCHEDULES.join(" or "),
    help: "of the rate while fine-tuning; plateau: a tenth after 8 epochs without a better validation accuracy; cosine: down to a hundredth from update to update, over all epochs",
    value: "schedule",
    default: "plateau",
  },
  warmUp: {
    schema: numeric.pipe(z.number().min(0)),
    expected: "a number of epochs, from 0",
    help: "epochs of fine-tuning in which the rate grows from update to update",
    value: "epochs",
    default: "0",
  },
  unfreezeFrom: {
    schema: perhaps(z.string().min(1)),
    expected: "the name of a layer, or last:N",
    help: "fine-tuning trains this layer and those after it; last:N: the last N that have something to train (default: all)",
    value: "layer",
  },
  weightDecay: {
    schema: fraction(1),
    expected: "a number from 0 to under 1",
    help: "of kernels, in every update the rate times this, apart from the gradients (AdamW)",
    value: "number",
    default: "0",
  },
  clipNorm: {
    schema: perhaps(numeric.pipe(z.number().positive())),
    expected: "a number above 0",
    help: "scales gradients down where the norm of all of them together is larger (default: never)",
    value: "norm",
  },
  ema: {
    schema: perhaps(fraction(1)),
    expected: "a number from 0 to under 1",
    help: "averages the weights, of which so much stays in every update, such as 0.99; the averages are validated, chosen and exported (default: none)",
    value: "decay",
  },
  labelSmoothing: {
    schema: fraction(1),
    expected: "a number from 0 to under 1",
    help: "so much of each label is divided evenly among the classes; figures are of the labels as they are",
    value: "number",
    default: "0",
  },
  classWeights: {
    schema: text(parseClassWeights),
    expected: CLASS_WEIGHTS_EXPECTED,
    help: "what an image weighs in the loss by its class; balanced: images / (classes * images of the class); a class that is not named weighs 1",
    value: "weights",
    default: "none",
  },
  sampling: {
    schema: z.enum(SAMPLINGS),
    expected: SAMPLINGS.join(" or "),
    help: "shuffled: an epoch shows every image once; balanced: as many, of every class equally many",
    value: "sampling",
    default: "shuffled",
  },
  sizes: {
    schema: perhaps(text(parseSizes)),
    expected: SIZES_EXPECTED,
    help: "of the images while fine-tuning, such as 96,160,224: as many epochs of each, small ones first (default: the image size throughout)",
    value: "pixels",
  },
  patience: {
    schema: wholeFrom(1),
    expected: "a whole number from 1",
    help: "ends a phase after so many epochs without a better validation accuracy",
    value: "epochs",
    default: "20",
  },
  batch: {
    schema: wholeFrom(1),
    expected: "a whole number from 1",
    help: "images of an update",
    value: "images",
    default: "64",
  },
  microBatch: {
    schema: z.union([z.literal("auto"), wholeFrom(1)]),
    expected: "auto, or a whole number from 1",
    help: "images in memory at once while fine-tuning; auto: by network, image size and memory; with batch statistics 16, and part of the model",
    value: "images",
    default: "auto",
  },
  views: {
    schema: perhaps(z.union([z.literal("fresh"), wholeFrom(1)])),
    expected: "fresh, or a whole number from 1",
    help: "augmentations of an image that the frozen phase cycles through, so that each is computed once; fresh: new ones in every epoch (default: 8; published: fresh)",
    value: "views",
  },
  cache: {
    schema: z.boolean(),
    expected: "true or false",
    help: "keep the frozen base's features for other runs (roentgen cache list); --no-cache neither looks nor writes there",
    value: null,
    default: true,
  },
  dropout: {
    schema: text(parseDropout),
    expected: DROPOUT_EXPECTED,
    help: "rates of the head's two dropout layers while training; a random start with many images learns sooner with 0,0",
    value: "rates",
    default: "0.2,0.5",
  },
  augmentFlip: {
    schema: z.boolean(),
    expected: "true or false",
    help: "half of the training images have left and right changed; --no-augment-flip: none",
    value: null,
    default: true,
  },
  augmentTurn: {
    schema: fraction(0.5),
    expected: "a number from 0, below 0.5",
    help: "training images are turned by at most this part of a whole turn, either way",
    value: "fraction",
    default: "0.1",
  },
  augmentCrop: {
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "training images are cropped by at most this part of their area, and enlarged again",
    value: "fraction",
    default: "0",
  },
  augmentBrightness: {
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "training images are made brighter or darker by at most this part",
    value: "fraction",
    default: "0",
  },
  augmentContrast: {
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "training images have more or less contrast by at most this part",
    value: "fraction",
    default: "0",
  },
  normalisation: {
    schema: z.enum(["auto", "stored", "batch"]),
    expected: "auto, stored or batch",
    help: "statistics while fine-tuning; auto: batch from a random start, else and as published stored",
    value: "mode",
    default: "auto",
  },
  statistics: {
    schema: perhaps(z.enum(["estimated", "moving"])),
    expected: "estimated or moving",
    help: "with batch statistics, those that predict: estimated anew over training images before each validation, or moving averages (default: estimated; published: moving)",
    value: "kind",
  },
  split: {
    schema: perhaps(text(parseDivision)),
    expected: "three fractions that sum to 1, file-order, or file-order-by-class",
    help: "fractions of train, validation and test, stratified and by patient (default: 0.7,0.15,0.15); file-order: as published, patients on both sides (default of published); file-order-by-class: the same, but in a binary task, too, class by class",
    value: "how",
  },
  folds: {
    schema: perhaps(wholeFrom(2)),
    expected: "a whole number from 2",
    help: "cross-validation: a run for each fold, which is tested on it; of the other images, train and validation have what --split gives them",
    value: "number",
  },
  fold: {
    schema: perhaps(wholeFrom(0)),
    expected: "a whole number from 0, below --folds",
    help: "with --folds: this fold's run alone, counted from 0 (default: all, and the ensemble of their models)",
    value: "number",
  },
  by: {
    schema: z.enum(FOLDS_BY),
    expected: FOLDS_BY.join(" or "),
    help: "with --folds: what stays in one fold; image: passes over patients on purpose, to see what that is worth",
    value: "what",
    default: "patient",
  },
  calibration: {
    schema: perhaps(z.enum(CALIBRATIONS)),
    expected: CALIBRATIONS.join(", "),
    help: "what makes probabilities mean what they say, fitted on validation and part of the model: temperature, platt (of a binary task: slope and intercept), or none (default: temperature; published: none)",
    value: "kind",
  },
  operatingPoint: {
    schema: text(parseOperatingRule),
    expected: OPERATING_RULE_EXPECTED,
    help: "of a binary task: from which probability on the class is decided for; by youden, sensitivity:0.95 or specificity:0.95 chosen on validation",
    value: "rule",
    default: "0.5",
  },
  patientFrom: {
    schema: perhaps(text(parsePatientPattern)),
    expected: "a regular expression with one group",
    help: "takes the patient out of a file's name",
    value: "regex",
  },
  seed: {
    schema: wholeFrom(0),
    expected: "a whole number from 0",
    help: "of everything random",
    value: "number",
    default: "1",
  },
  threads: {
    schema: perhaps(wholeFrom(1)),
    expected: "a whole number from 1",
    help: "of the processor (default: all)",
    value: "number",
  },
  device: {
    schema: z.enum(DEVICES),
    expected: DEVICES.join(", "),
    help: "auto (the fastest, measured with a step of the network), cpu, or webgpu: a GPU, without CUDA",
    value: "device",
    default: "auto",
  },
  skipUnreadable: {
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
