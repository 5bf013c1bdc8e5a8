/** Options of a training run about its first phase, which trains the head on a base that stays as it is. */
import { z } from "zod";
import { wholeFrom } from "../../util/numeric.ts";
import type { Option } from "./option.ts";
import { perhaps, rate } from "./schemas.ts";

export const frozenOptions = {
  epochs: {
    group: "frozen",
    schema: wholeFrom(0),
    expected: "a whole number from 0",
    help: "at most; only the head is trained",
    value: "number",
    default: "50",
  },
  rate: {
    group: "frozen",
    schema: rate,
    expected: "a number above 0, at most 10",
    help: "learning rate",
    value: "number",
    default: "0.001",
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
} as const satisfies Record<string, Option<unknown>>;
