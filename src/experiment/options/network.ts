/** Options of a training run about the network and where its weights begin. */
import { z } from "zod";
import { networkNames, POOLINGS } from "../../networks/index.ts";
import type { Option } from "./option.ts";
import { perhaps } from "./schemas.ts";

export const networkOptions = {
  network: {
    group: "network",
    schema: z.string(),
    expected: `one of ${networkNames.join(", ")}, or an ONNX file`,
    help: `${networkNames.join(", ")}; or FILE.onnx: anybody's encoder, which stays frozen`,
    value: "name",
    default: "nasnetmobile",
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
} as const satisfies Record<string, Option<unknown>>;
