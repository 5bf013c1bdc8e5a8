import { expect, test } from "vitest";
import type { Augmentation } from "../image/index.ts";
import { type AugmentationRanges, augmentationAt } from "./augmentation.ts";
import type { Moment } from "./draws.ts";

const moment: Moment = { seed: 1, phase: "frozen", epoch: 1 };
const published: AugmentationRanges = { flip: true, turn: 0.1, crop: 0, brightness: 0, contrast: 0 };
const all: AugmentationRanges = { ...published, crop: 0.4, brightness: 0.3, contrast: 0.2 };
const COUNT = 4000;
const drawn = (ranges: AugmentationRanges, at = moment): Augmentation[] =>
  Array.from({ length: COUNT }, (_, image) => augmentationAt(ranges, at)(`${image}`));

/** Each of COUNT values holds with probability p: the share lies within 5 standard deviations. */
function expectShare(draws: readonly Augmentation[], holds: (draw: Augmentation) => boolean, p: number): void {
  expect(Math.abs(draws.filter(holds).length / COUNT - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / COUNT));
}

test("flips half of the images and turns them evenly, at most by the range either way", () => {
  const draws = drawn(published);
  expectShare(draws, ({ flip }) => flip, 0.5);
  expectShare(draws, ({ turn }) => Math.abs(turn) <= 0.1, 1);
  expectShare(draws, ({ turn }) => turn > 0.05, 0.25);
});

test("what is not asked for leaves images as they are, to the last bit", () => {
  const asItIs = { window: { left: 0, top: 0, width: 1, height: 1 }, brightness: 1, contrast: 1 };
  expect(drawn(published)).toEqual(drawn(published).map((draw) => ({ ...draw, ...asItIs })));
  expect(drawn({ ...published, flip: false, turn: 0 }).every(({ flip, turn }) => !flip && turn === 0)).toBe(true);
});

test("one range changes nothing of what another one gives", () => {
  const others = ({ flip, turn, brightness }: Augmentation) => ({ flip, turn, brightness });
  expect(drawn({ ...all, crop: 0, contrast: 0 }).map(others)).toEqual(drawn(all).map(others));
});

test("an image's draw is its own, and another one in the next epoch and the other phase", () => {
  const draws = drawn(all);
  expect(augmentationAt(all, moment)("17")).toEqual(draws[17]);
  const windows = [
    draws[17],
    drawn(all, { ...moment, epoch: 2 })[17],
    drawn(all, { ...moment, phase: "fine-tuning" })[17],
  ];
  expect(new Set(windows.map((draw) => draw?.window.left)).size).toBe(3);
});

test("windows lie inside, with areas uniform in their range and aspects near 1", () => {
  const draws = drawn(all);
  const area = ({ window: { width, height } }: Augmentation) => width * height;
  expectShare(draws, (draw) => area(draw) >= 0.6 - 1e-12 && area(draw) <= 1, 1);
  expectShare(draws, (draw) => area(draw) > 0.9, 0.25);
  expectShare(draws, ({ window: { width, height } }) => Math.max(width / height, height / width) <= 1.1 + 1e-12, 1);
  expectShare(draws, ({ window: { left, width } }) => left >= 0 && left + width <= 1 + 1e-12, 1);
  expectShare(draws, ({ window: { top, height } }) => top >= 0 && top + height <= 1 + 1e-12, 1);
  expectShare(draws, ({ window: { top, height } }) => top > (1 - height) / 2, 0.5);
});

test("factors are uniform about 1", () => {
  const draws = drawn(all);
  expectShare(draws, ({ brightness }) => Math.abs(brightness - 1) <= 0.3, 1);
  expectShare(draws, ({ brightness }) => brightness > 1.15, 0.25);
  expectShare(draws, ({ contrast }) => Math.abs(contrast - 1) <= 0.2, 1);
  expectShare(draws, ({ contrast }) => contrast < 0.9, 0.25);
});
