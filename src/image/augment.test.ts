/**
 * Rotation against Keras on TensorFlow (tests/golden/augmentation.json, from augmentation.py); crop, brightness and contrast against
 * torchvision (tests/golden/torchvision-augmentation.json, from torchvision_augmentation.py).
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { images, uniform } from "../../tests/support/formula.ts";
import { type Augmentation, augment } from "./augment.ts";
import type { FloatPixels } from "./pixels.ts";

type Probe = readonly [row: number, column: number, channel: number, value: number];

interface Rotations {
  readonly cases: readonly {
    size: number;
    factor: number;
    mean: number;
    l2: number;
    pixels: readonly Probe[];
  }[];
}

interface Torchvision {
  readonly crops: readonly {
    size: number;
    channels: 1 | 3;
    window: Augmentation["window"];
    pixels: readonly Probe[];
  }[];
  readonly tones: readonly {
    size: number;
    channels: 1 | 3;
    kind: "brightness" | "contrast";
    factor: number;
    pixels: readonly Probe[];
  }[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../tests/golden/${name}.json`, import.meta.url), "utf8"));
const rotations = read("augmentation") as Rotations;
const torchvision = read("torchvision-augmentation") as Torchvision;

const nothing: Augmentation = {
  flip: false,
  turn: 0,
  window: { left: 0, top: 0, width: 1, height: 1 },
  brightness: 1,
  contrast: 1,
};

/** In -1.25..1.25. */
const square = (size: number): FloatPixels => ({
  width: size,
  height: size,
  channels: 3,
  data: images("rotate", 1, size),
});

/** In 0..255. */
const pixels = (size: number, channels: 1 | 3): FloatPixels => ({
  width: size,
  height: size,
  channels,
  data: uniform(`crop/${size}`, size * size * channels, 0, 255),
});

const farthest = ({ data, width, channels }: FloatPixels, probes: readonly Probe[]): number =>
  Math.max(...probes.map(([y, x, c, value]) => Math.abs(data[(y * width + x) * channels + c]! - value)));

test.each(rotations.cases)("rotation of $size pixels by $factor of a turn", ({ size, factor, mean, l2, ...golden }) => {
  const turned = augment(square(size), { ...nothing, turn: factor });
  expect(farthest(turned, golden.pixels)).toBeLessThanOrEqual(5e-5);
  const { data } = turned;
  expect(Math.abs(data.reduce((a, b) => a + b, 0) / data.length - mean)).toBeLessThanOrEqual(1e-5);
  expect(Math.abs(Math.sqrt(data.reduce((a, b) => a + b * b, 0)) / l2 - 1)).toBeLessThanOrEqual(1e-5);
});

test("a flip mirrors every row, and nothing changes nothing", () => {
  const image = { width: 3, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) } as const;
  expect([...augment(image, { ...nothing, flip: true }).data]).toEqual([3, 2, 1, 6, 5, 4]);
  expect([...augment(image, nothing).data]).toEqual([1, 2, 3, 4, 5, 6]);
});

test("flip comes before rotation, in the same bytes as one after the other", () => {
  const image = pixels(63, 3);
  const flipped = augment(image, { ...nothing, flip: true });
  expect(augment(image, { ...nothing, flip: true, turn: 0.05 })).toEqual(augment(flipped, { ...nothing, turn: 0.05 }));
});

/** A sum of steps along both axes, which bilinear sampling gives exactly wherever it stays inside. */
test("the window is one of the turned image, in the same sampling", () => {
  const size = 101;
  const slope: FloatPixels = {
    width: size,
    height: size,
    channels: 1,
    data: Float32Array.from({ length: size * size }, (_, i) => (i % size) + 0.5 * Math.floor(i / size)),
  };
  const turn = -0.04;
  const window = { left: 0.25, top: 0.375, width: 0.5, height: 0.25 };
  const { data } = augment(slope, { ...nothing, flip: true, turn, window });
  const [sine, cosine, middle] = [Math.sin(2 * Math.PI * turn), Math.cos(2 * Math.PI * turn), (size - 1) / 2];
  const expected = Array.from(data, (_, i) => {
    const x = window.left * size + ((i % size) + 0.5) * window.width - 0.5 - middle;
    const y = window.top * size + (Math.floor(i / size) + 0.5) * window.height - 0.5 - middle;
    return middle - (cosine * x - sine * y) + 0.5 * (sine * x + cosine * y + middle);
  });
  expect(Math.max(...expected.map((value, i) => Math.abs(value - data[i]!)))).toBeLessThan(1e-4);
});

describe("as torchvision", () => {
  test.each(torchvision.crops)(
    "crop of $size x $size x $channels to $window",
    ({ size, channels, window, ...golden }) => {
      expect(farthest(augment(pixels(size, channels), { ...nothing, window }), golden.pixels)).toBeLessThanOrEqual(
        2e-3,
      );
    },
  );

  test.each(torchvision.tones)("$kind $factor of $channels channels", ({ size, channels, kind, factor, ...golden }) => {
    const adjusted = augment(pixels(size, channels), { ...nothing, [kind]: factor });
    expect(farthest(adjusted, golden.pixels)).toBeLessThanOrEqual(2e-2); // its luma has four digits of the red, ours three
  });
});

test("an image that stays as it is has the same bits as one that is sampled where its pixels lie", () => {
  const image = pixels(63, 3);
  const whole = { ...nothing.window, width: 1 + Number.EPSILON }; // is sampled
  expect(augment(image, nothing).data).toEqual(augment(image, { ...nothing, window: whole }).data);
  expect(augment(image, nothing).data).not.toBe(image.data);
});
