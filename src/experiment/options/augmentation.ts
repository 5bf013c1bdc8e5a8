/** Options of a training run about what is changed at random in the images that it trains on. */
import { z } from "zod";
import type { Option } from "./option.ts";
import { fraction } from "./schemas.ts";

export const augmentationOptions = {
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
    fromRandom: "0.04",
  },
  augmentCrop: {
    group: "augmentation",
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "cropped by at most this part of the area, and enlarged again",
    value: "fraction",
    default: "0",
    fromRandom: "0.3",
  },
  augmentBrightness: {
    group: "augmentation",
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "brighter or darker by at most this part",
    value: "fraction",
    default: "0",
    fromRandom: "0.1",
  },
  augmentContrast: {
    group: "augmentation",
    schema: fraction(1),
    expected: "a number from 0, below 1",
    help: "more or less contrast by at most this part",
    value: "fraction",
    default: "0",
    fromRandom: "0.1",
  },
} as const satisfies Record<string, Option<unknown>>;
