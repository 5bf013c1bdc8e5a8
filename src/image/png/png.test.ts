/** Our PNGs read by libvips, and libvips' by us. */
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { Pixels } from "../pixels.ts";
import { chunk, SIGNATURE } from "./chunks.ts";
import { decodePlainPng } from "./decode.ts";
import { encodePng } from "./encode.ts";
import { unfilter } from "./unfilter.ts";

const MANY = 2 ** 20;

/** Between smooth and noise, so that encoders choose each of the filters. */
const anyImage: fc.Arbitrary<Pixels> = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.constantFrom(1 as const, 3 as const),
    slopes: fc.tuple(fc.nat(9), fc.nat(9)),
    noise: fc.constantFrom(0, 3, 255),
    seed: fc.nat(),
  })
  .map(({ width, height, channels, slopes, noise, seed }) => {
    const data = Uint8Array.from({ length: width * height * channels }, (_, i) => {
      const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
      return x * slopes[0] + y * slopes[1] + ((Math.imul(i + seed, 2654435761) >>> 16) % (noise + 1));
    });
    return { width, height, channels, data };
  });

const withSharp = ({ data, width, height, channels }: Pixels) =>
  sharp(data, { raw: { width, height, channels } }).toColourspace(channels === 1 ? "b-w" : "srgb");

test("what we write is what libvips reads", async () => {
  await fc.assert(
    fc.asyncProperty(anyImage, async (image) => {
      const png = sharp(encodePng(image));
      expect((await png.metadata()).space).toBe(image.channels === 1 ? "b-w" : "srgb");
      const space = image.channels === 1 ? "b-w" : "srgb";
      expect(Uint8Array.from(await png.toColourspace(space).raw().toBuffer())).toEqual(image.data);
    }),
  );
});

test("what libvips writes, with filters chosen row by row, is what we read", async () => {
  await fc.assert(
    fc.asyncProperty(anyImage, async (image) => {
      const png = await withSharp(image).png({ adaptiveFiltering: true }).toBuffer();
      expect(decodePlainPng(png, MANY)).toEqual(image);
    }),
  );
});

test("of colour with alpha the colour is read", async () => {
  await fc.assert(
    fc.asyncProperty(anyImage, async (image) => {
      const png = await withSharp(image)
        .toColourspace("srgb")
        .ensureAlpha(0.5)
        .png({ adaptiveFiltering: true })
        .toBuffer();
      const data = await sharp(png).removeAlpha().raw().toBuffer();
      const { width, height } = image;
      expect(decodePlainPng(png, MANY)).toEqual({ width, height, channels: 3, data: Uint8Array.from(data) });
    }),
  );
});

/** Rows by the definition of the standard: byte + predictor(left, above, corner). */
const predictors: readonly ((a: number, b: number, c: number) => number)[] = [
  () => 0,
  (a) => a,
  (_, b) => b,
  (a, b) => Math.floor((a + b) / 2),
  (a, b, c) => {
    const p = a + b - c;
    return [a, b, c].toSorted((u, v) => Math.abs(p - u) - Math.abs(p - v))[0]!;
  },
];

test.each([0, 1, 2, 3, 4])("filter %i", (filter) => {
  fc.assert(
    fc.property(anyImage, ({ data, width, height, channels }) => {
      const length = width * channels;
      const rows = new Uint8Array(height * (length + 1));
      const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : data[y * length + x]!);
      for (let y = 0; y < height; y++) {
        rows[y * (length + 1)] = filter;
        for (let x = 0; x < length; x++)
          rows[y * (length + 1) + 1 + x] =
            at(x, y) - predictors[filter]!(at(x - channels, y), at(x, y - 1), at(x - channels, y - 1));
      }
      expect(unfilter(rows, length, channels)).toEqual(data);
      rows[0] = 5;
      expect(unfilter(rows, length, channels)).toBeNull();
    }),
  );
});

const image: Pixels = { width: 7, height: 5, channels: 3, data: Uint8Array.from({ length: 105 }, (_, i) => i * i) };

test("with any byte changed or cut off, it is left to sharp", () => {
  const png = encodePng(image);
  for (let i = 0; i < png.length; i++) {
    const changed = png.slice();
    changed[i]! ^= 0x10;
    if (i >= SIGNATURE.length) expect(decodePlainPng(changed, MANY), `byte ${i}`).toBeNull();
    expect(decodePlainPng(png.subarray(0, i), MANY), `${i} bytes`).toBeNull();
  }
});

/** A header of 13 bytes, chunks of other names between it and the pixels. */
function made(
  width: number,
  height: number,
  [depth, colour, interlace]: number[],
  rows: Uint8Array,
  ...between: string[]
) {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([depth!, colour!, 0, 0, interlace!], 8);
  const others = between.map((name) => chunk(name, new Uint8Array(3)));
  const end = [chunk("IDAT", deflateSync(rows)), chunk("IEND", new Uint8Array())];
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), ...others, ...end]);
}

test.each([
  ["16 bits", 2, 1, [16, 0, 0], 5, []],
  ["a palette", 2, 1, [8, 3, 0], 3, []],
  ["grey with alpha", 2, 1, [8, 4, 0], 5, []],
  ["interlacing", 2, 1, [8, 0, 1], 3, []],
  ["an orientation", 2, 1, [8, 0, 0], 3, ["eXIf"]],
  ["frames", 2, 1, [8, 0, 0], 3, ["acTL"]],
  ["a second header", 2, 1, [8, 0, 0], 3, ["IHDR"]],
  ["no pixels", 0, 1, [8, 0, 0], 1, []],
  ["too few rows", 2, 2, [8, 0, 0], 3, []],
  ["too many rows", 2, 1, [8, 0, 0], 6, []],
  ["a size that cannot come of so few bytes", 2 ** 14, 2 ** 13, [8, 0, 0], 3, []],
  ["more pixels than are allowed", 2 ** 11, 2 ** 10, [8, 0, 0], (2 ** 11 + 1) * 2 ** 10, []],
])("%s: left to sharp", (_, width, height, kind, bytes, between) => {
  expect(decodePlainPng(made(width, height, kind, new Uint8Array(bytes), ...between), MANY)).toBeNull();
});

test("texts and profiles are passed over", () => {
  const png = made(2, 1, [8, 0, 0], Uint8Array.of(0, 7, 9), "tEXt", "iCCP", "gAMA");
  expect(decodePlainPng(png, MANY)).toEqual({ width: 2, height: 1, channels: 1, data: Uint8Array.of(7, 9) });
});
