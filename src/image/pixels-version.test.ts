import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { blocks } from "../../tests/support/blocks.ts";
import { augment } from "./augment.ts";
import { enhance, enhanceDefaults } from "./enhance.ts";
import { toGrey } from "./grey.ts";
import { PIXELS_VERSION } from "./pixels-version.ts";
import { resize } from "./resize.ts";
import { scalePixels, scalingPlanes } from "./scale.ts";
import { shrink } from "./shrink.ts";

/** What is done to an image on its way into a network: every step's bytes, one after the other. */
function work(): string {
  const image = { width: 57, height: 43, channels: 3 as const, data: blocks("pixels", 57, 43, 3) };
  const resized = resize(image, 32, 40);
  const enhanced = enhance(resized, enhanceDefaults);
  const window = { left: 0.1, top: 0.05, width: 0.8, height: 0.9 };
  const augmented = augment(enhanced, { flip: true, turn: 0.07, window, brightness: 1.1, contrast: 0.9 });
  const scaled = scalePixels(augmented, scalingPlanes("symmetric", 3));
  const published = toGrey(image, "published");
  return digest(resized.data, enhanced.data, augmented.data, scaled, published.data, shrink(enhanced, 16, 20).data);
}

const digest = (...parts: readonly NodeJS.TypedArray[]): string =>
  hash("sha256", parts.map((part) => hash("sha256", part)).join());

// To be recorded anew, with the next version, where pixel work is meant to give other bytes.
test("the bytes of the pixel work are those of its version", () => {
  expect({ version: PIXELS_VERSION, bytes: work() }).toEqual({
    version: 1,
    bytes: "b14ede1fe2585eab11de834ab4970e2b85a3d3aa273276bb8c44ef26b38eb20c",
  });
});
