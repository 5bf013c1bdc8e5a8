/**
 * The enhancement of the recipe: white balance, grey, CLAHE. Each step can be left out.
 */
import { balance } from "./balance.ts";
import { type ClaheOptions, clahe } from "./clahe.ts";
import { type GreyWeights, toGrey } from "./grey.ts";
import type { Pixels } from "./pixels.ts";

export const ENHANCE_STEPS = ["balance", "clahe"] as const;
export type EnhanceStep = (typeof ENHANCE_STEPS)[number];

export interface EnhanceOptions {
  readonly steps: readonly EnhanceStep[];
  readonly grey: GreyWeights;
  readonly clahe: ClaheOptions;
}

/** Clip limit 2 and 16 x 16 tiles, as published; the weights of grey as they should be. */
export const enhanceDefaults: EnhanceOptions = {
  steps: ENHANCE_STEPS,
  grey: "correct",
  clahe: { clipLimit: 2, tilesX: 16, tilesY: 16 },
};

/** Balance first, whatever the order of the steps; the result is grey (one channel) where CLAHE is among them. */
export function enhance(image: Pixels, options: EnhanceOptions = enhanceDefaults): Pixels {
  const balanced = options.steps.includes("balance") ? balance(image) : image;
  return options.steps.includes("clahe") ? clahe(toGrey(balanced, options.grey), options.clahe) : balanced;
}
