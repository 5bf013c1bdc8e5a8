/**
 * The version of all work on pixels in this room: decoding, resizing, white balance, CLAHE, grey, augmentation, scaling. It is raised by one whenever
 * any of that gives other bytes than before (pixels-version.test.ts tells), because features that are kept from earlier pixels are then not
 * those of these.
 */
export const PIXELS_VERSION = 1;
