export { type Augmentation, augment } from "./augment.ts";
export type { ClaheOptions } from "./clahe.ts";
export { decode, decodeFile } from "./decode.ts";
export { ENHANCE_STEPS, type EnhanceOptions, type EnhanceStep, enhance, enhanceDefaults } from "./enhance.ts";
export { type GreyWeights, toGrey } from "./grey.ts";
export { type FloatPixels, type Pixels, toRgb } from "./pixels.ts";
export { resize } from "./resize.ts";
export { type PixelScaling, scalePixels } from "./scale.ts";
