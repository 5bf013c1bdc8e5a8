import sharp from "sharp";
import { expect, test } from "vitest";
import { jpegChannels } from "./jpeg.ts";

const pixels = { create: { width: 9, height: 7, channels: 3, background: "teal" } } as const;

test("the channels are those that libvips wrote, whatever comes before the frame header", async () => {
  const colour = sharp(pixels).jpeg();
  expect(jpegChannels(await colour.toBuffer())).toBe(3);
  expect(jpegChannels(await sharp(pixels).jpeg({ progressive: true }).withMetadata({ density: 300 }).toBuffer())).toBe(
    3,
  );
  expect(jpegChannels(await sharp(pixels).toColourspace("b-w").jpeg().toBuffer())).toBe(1);
  expect(jpegChannels(await sharp(pixels).toColourspace("cmyk").jpeg().toBuffer())).toBe(4);
});

test("what is cut off before its frame header, or no JPEG, has none", async () => {
  const whole = await sharp(pixels).jpeg().toBuffer();
  for (const length of [0, 1, 2, 4, 20, 30]) expect(jpegChannels(whole.subarray(0, length)), `${length}`).toBeNull();
  expect(jpegChannels(Uint8Array.of(0xff, 0xd8, 0xff, ...whole.subarray(2))), "a fill byte").toBeNull();
  expect(jpegChannels(new Uint8Array(64))).toBeNull();
  expect(jpegChannels(Uint8Array.of(0xff, 0xd8, ...new Uint8Array(64)))).toBeNull();
});
