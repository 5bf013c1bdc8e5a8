/** Options of a training run about pixels, from the file to the network. */
import { z } from "zod";
import { wholeFrom } from "../../util/numeric.ts";
import { parseScaling, SCALING_EXPECTED } from "../base/parse-scaling.ts";
import type { Option } from "./option.ts";
import { perhaps, text } from "./schemas.ts";

export const imageOptions = {
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
  imageSize: {
    group: "images",
    schema: perhaps(wholeFrom(1)),
    expected: "a whole number of pixels",
    help: "height and width of the network's images",
    value: "pixels",
    defaultText: "the network's own, for most 224",
    fromRandom: "160",
  },
  scaling: {
    group: "images",
    schema: perhaps(text(parseScaling)),
    expected: SCALING_EXPECTED,
    help: `pixels into the network: ${SCALING_EXPECTED} (default: the network's own; published: raw, or unit without enhancement)`,
    value: "scaling",
  },
} as const satisfies Record<string, Option<unknown>>;
