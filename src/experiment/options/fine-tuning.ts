/** Options of a training run about its second phase, which trains the base, too. */
import { z } from "zod";
import { SCHEDULES } from "../../training/index.ts";
import { numeric, wholeFrom } from "../../util/numeric.ts";
import { parseSizes, SIZES_EXPECTED } from "../sizes.ts";
import type { Option } from "./option.ts";
import { perhaps, rate, text } from "./schemas.ts";

export const fineTuningOptions = {
  fineTuneEpochs: {
    group: "fineTuning",
    schema: perhaps(wholeFrom(0)),
    expected: "a whole number from 0",
    help: "at most",
    value: "number",
    defaultText: "30; published: 81 less those of the frozen phase",
    fromRandom: "45",
  },
  fineTuneRate: {
    group: "fineTuning",
    schema: rate,
    expected: "a number above 0, at most 10",
    help: "learning rate",
    value: "number",
    default: "0.0001",
    fromRandom: "0.003",
  },
  schedule: {
    group: "fineTuning",
    schema: z.enum(SCHEDULES),
    expected: SCHEDULES.join(" or "),
    help: "plateau: a tenth of the rate after 8 epochs without a better validation accuracy; cosine: down to a hundredth over all epochs",
    value: "schedule",
    default: "plateau",
    fromRandom: "cosine",
  },
  warmUp: {
    group: "fineTuning",
    schema: numeric.pipe(z.number().min(0)),
    expected: "a number of epochs, from 0",
    help: "in which the rate grows step by step to its height",
    value: "epochs",
    default: "0",
    fromRandom: "3",
  },
  unfreezeFrom: {
    group: "fineTuning",
    schema: perhaps(z.string().min(1)),
    expected: "the name of a layer, or last:N",
    help: "train this layer and those after it; or last:N: the last N that have something to train (default: all)",
    value: "layer",
  },
  sizes: {
    group: "fineTuning",
    schema: perhaps(text(parseSizes)),
    expected: SIZES_EXPECTED,
    help: "smaller images first, as many epochs of each size, such as 96,160,224 (default: the image size alone)",
    value: "pixels",
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
} as const satisfies Record<string, Option<unknown>>;
