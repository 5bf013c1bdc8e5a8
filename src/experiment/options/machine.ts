/** Options of a training run about the machine that it runs on. */
import { z } from "zod";
import { DEVICES } from "../../training/index.ts";
import { wholeFrom } from "../../util/numeric.ts";
import type { Option } from "./option.ts";
import { perhaps } from "./schemas.ts";

export const machineOptions = {
  microBatch: {
    group: "machine",
    schema: z.union([z.literal("auto"), wholeFrom(1)]),
    expected: "auto, or a whole number from 1",
    help: "in memory at once while fine-tuning; auto: by network, image size and memory; with batch statistics 16, and part of the model",
    value: "images",
    default: "auto",
    fromRandom: "32",
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
} as const satisfies Record<string, Option<unknown>>;
