import { describe, expect, test } from "vitest";
import { drawOrder, type Moment } from "./draws.ts";
import { pixelsInMemory } from "./pixel-source.ts";
import { byDraw, drawEpoch, imagesOfDraws } from "./sampling.ts";

const moment: Moment = { seed: 1, phase: "fine-tuning", epoch: 1 };
/** 60 of class 0, 10 of class 1, 3 of class 3; none of class 2. */
const places = [...new Array<number>(60).fill(0), ...new Array<number>(10).fill(1), ...new Array<number>(3).fill(3)];

const countsOf = (values: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

describe("balanced", () => {
  const draws = drawEpoch(moment, places, "balanced");
  const images = imagesOfDraws(draws, places.length);

  test("as many draws as images, of every class equally many", () => {
    expect(draws).toHaveLength(places.length);
    expect(countsOf(images.map((image) => places[image]!))).toEqual(
      new Map([
        [0, 25],
        [1, 24],
        [3, 24],
      ]),
    );
  });

  test("no image of a class is shown a second time more than another of it", () => {
    for (const place of [0, 1, 3]) {
      const counts = countsOf(images.filter((image) => places[image] === place));
      const all = places.flatMap((each, image) => (each === place ? [counts.get(image) ?? 0] : []));
      expect(Math.max(...all) - Math.min(...all), `class ${place}`).toBeLessThanOrEqual(1);
    }
  });

  test("each draw of an image has a number of its own", () => {
    expect(new Set(draws).size).toBe(draws.length);
    expect(Math.floor(Math.max(...draws) / places.length)).toBe(7); // 24 draws of 3 images: 8 rounds
  });

  test("the same for the same epoch and seed, another for others", () => {
    expect(drawEpoch(moment, places, "balanced")).toEqual(draws);
    expect(drawEpoch({ ...moment, epoch: 2 }, places, "balanced")).not.toEqual(draws);
    expect(drawEpoch({ ...moment, seed: 2 }, places, "balanced")).not.toEqual(draws);
  });

  test("classes are mixed within the epoch", () => {
    const first = countsOf(images.slice(0, 24).map((image) => places[image]!));
    expect([...first.keys()].toSorted()).toEqual([0, 1, 3]);
  });
});

test("shuffled is the order as it always was", () => {
  expect(drawEpoch(moment, places, "shuffled")).toEqual(drawOrder(moment, places.length));
});

test("a set is read by draws", () => {
  const images = [10, 20].map((value) => ({ width: 1, height: 1, channels: 1, data: Uint8Array.of(value) }) as const);
  const read = byDraw({ images: pixelsInMemory(images), places: [0, 1] });
  expect([0, 1, 2, 5].map((draw) => read.read(draw).data[0])).toEqual([10, 20, 10, 20]);
});
