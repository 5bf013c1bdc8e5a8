export { type Augmentation, augment } from "./augment.ts";
export { batchesAhead, readBatches } from "./batches.ts";
export type { ClaheOptions } from "./clahe.ts";
export { contactSheet, type Pair } from "./contact-sheet.ts";
export { decode, decodeFile } from "./decode.ts";
export { encodeJpeg } from "./encode-jpeg.ts";
export { ENHANCE_STEPS, type EnhanceOptions, type EnhanceStep, enhance, enhanceDefaults } from "./enhance.ts";
export { type ForeignFormat, foreignFormat, HEAD_BYTES } from "./foreign-format.ts";
export { type GreyWeights, toGrey } from "./grey.ts";
export { type FloatPixels, type Pixels, toRgb } from "./pixels.ts";
export { PIXELS_VERSION } from "./pixels-version.ts";
export { encodePng } from "./png/encode.ts";
export { createImagePool, type ImagePool, IN_HAND } from "./pool.ts";
export type { PrepareOptions } from "./prepare.ts";
export { resize } from "./resize.ts";
export {
  LUMA,
  type PerPlane,
  type PixelMoments,
  type PixelScaling,
  SCALINGS,
  type ScaledPlane,
  type ScalingName,
  scalePixels,
  scalingPlanes,
} from "./scale.ts";
export { shrink } from "./shrink.ts";
export { onlyUnreadable } from "./unreadable.ts";
