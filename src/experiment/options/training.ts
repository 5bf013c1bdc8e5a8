/** Options of a training run about learning, in both of its phases. */
import { z } from "zod";
import { SAMPLINGS } from "../../training/index.ts";
import { numeric, wholeFrom } from "../../util/numeric.ts";
import { CLASS_WEIGHTS_EXPECTED, parseClassWeights } from "../class-weights.ts";
import { DROPOUT_EXPECTED, parseDropout } from "../dropout.ts";
import type { Option } from "./option.ts";
import { fraction, perhaps, text } from "./schemas.ts";

export const trainingOptions = {
  recipe: {
    group: "training",
    schema: z.enum(["standard", "published"]),
    expected: "standard or published",
    help: "standard; or published: the study's own method, step by step",
    value: "recipe",
    default: "standard",
  },
  weightDecay: {
    group: "training",
    schema: fraction(1),
    expected: "a number from 0 to under 1",
    help: "of kernels, times the rate, in every update (AdamW)",
    value: "number",
    default: "0",
    fromRandom: "0.05",
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
    help: "validate, choose and export averages of the weights, of which so much stays in every update, such as 0.99",
    value: "decay",
    defaultText: "none",
    fromRandom: "0.99",
  },
  labelSmoothing: {
    group: "training",
    schema: fraction(1),
    expected: "a number from 0 to under 1",
    help: "so much of each label is divided evenly among the classes, in the loss alone",
    value: "number",
    default: "0",
    fromRandom: "0.1",
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
  patience: {
    group: "training",
    schema: wholeFrom(1),
    expected: "a whole number from 1",
    help: "end a phase after so many epochs without a better validation accuracy",
    value: "epochs",
    default: "20",
    fromRandom: "45",
  },
  batch: {
    group: "training",
    schema: wholeFrom(1),
    expected: "a whole number from 1",
    help: "of an update",
    value: "images",
    default: "64",
    fromRandom: "32",
  },
  dropout: {
    group: "training",
    schema: text(parseDropout),
    expected: DROPOUT_EXPECTED,
    help: "of the head's two layers; a random start with many images learns sooner with 0,0",
    value: "rates",
    default: "0.2,0.5",
  },
  seed: {
    group: "training",
    schema: wholeFrom(0),
    expected: "a whole number from 0",
    help: "of everything random",
    value: "number",
    default: "1",
  },
} as const satisfies Record<string, Option<unknown>>;
