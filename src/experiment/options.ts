/**
 * The options of a training run: what each accepts and means, and its default. The same names stand on the command line (`--image-size`), in a
 * config file (`image-size`) and in a run's config.json (`imageSize`).
 */
import type { z } from "zod";
import { augmentationOptions } from "./options/augmentation.ts";
import { dataOptions } from "./options/data.ts";
import { decisionOptions } from "./options/decision.ts";
import { fineTuningOptions } from "./options/fine-tuning.ts";
import { frozenOptions } from "./options/frozen.ts";
import { imageOptions } from "./options/images.ts";
import { machineOptions } from "./options/machine.ts";
import { networkOptions } from "./options/network.ts";
import { trainingOptions } from "./options/training.ts";

export const trainOptions = {
  ...dataOptions,
  ...imageOptions,
  ...networkOptions,
  ...trainingOptions,
  ...frozenOptions,
  ...fineTuningOptions,
  ...augmentationOptions,
  ...decisionOptions,
  ...machineOptions,
};

export type TrainOptionName = keyof typeof trainOptions;
export type TrainOptions = { readonly [Name in TrainOptionName]: z.output<(typeof trainOptions)[Name]["schema"]> };

export const trainOptionNames = Object.keys(trainOptions) as TrainOptionName[]; // the keys of the literal above

/** imageSize -> image-size */
export const kebabCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Options by their names in code, as they were given. */
export type GivenOptions = Readonly<Partial<Record<TrainOptionName, unknown>>>;
