import { describe, expect, test } from "vitest";
import { drawDropout, drawOrder, type Moment } from "./draws.ts";

const moment: Moment = { seed: 1, phase: "frozen", epoch: 1 };
const images = Array.from({ length: 8 }, (_, i) => i);
const CHANNELS = 1000;
const RATES = [0.2, 0.5] as const;

/** n values, of which each holds with probability p: the share lies within 5 standard deviations. */
const expectShare = (share: number, p: number, n: number) =>
  expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / n));

describe("dropout", () => {
  test.each([0, 1])("layer %i drops its rate of the features and scales up the rest", (layer) => {
    const rate = RATES[layer]!;
    const mask = drawDropout(moment, images, CHANNELS, RATES)[layer]!;
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    expectShare(mask.filter((value) => value === 0).length / mask.length, rate, mask.length);
  });

  test("an image's masks are its own, whoever stands beside it in the batch, and new in each epoch", () => {
    const row = (masks: Float32Array[], place: number) =>
      masks.map((mask) => Array.from(mask.subarray(place * CHANNELS, (place + 1) * CHANNELS)));
    const all = drawDropout(moment, images, CHANNELS, RATES);
    expect(row(drawDropout(moment, [5, 2], CHANNELS, RATES), 1)).toEqual(row(all, 2));
    expect(row(all, 2)).not.toEqual(row(all, 3));
    expect(row(drawDropout({ ...moment, epoch: 2 }, images, CHANNELS, RATES), 2)).not.toEqual(row(all, 2));
  });
});

test("an epoch's order holds every image once, and is another in the next", () => {
  const order = drawOrder(moment, 100);
  expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(drawOrder(moment, 100)).toEqual(order);
  expect(drawOrder({ ...moment, epoch: 2 }, 100)).not.toEqual(order);
});
