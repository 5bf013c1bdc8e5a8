import { expect, test } from "vitest";
import { beginsStage, isLast, type Stages, sizeOf } from "./stages.ts";

const epochsOf = ({ epochs }: Stages): number[] => Array.from({ length: epochs }, (_, i) => i + 1);
const sizesOf = (stages: Stages): number[] => epochsOf(stages).map((epoch) => sizeOf(stages, epoch));

test.each([
  [6, [96, 96, 160, 160, 224, 224]],
  [5, [96, 160, 160, 224, 224]],
  [3, [96, 160, 224]],
  [2, [160, 224]],
  [1, [224]],
])("%i epochs", (epochs, expected) => {
  const stages = { sizes: [96, 160, 224], epochs };
  expect(sizesOf(stages)).toEqual(expected);
  expect(epochsOf(stages).filter((epoch) => isLast(stages, epoch))).toEqual(
    epochsOf(stages).filter((epoch) => expected[epoch - 1] === 224),
  );
  expect(epochsOf(stages).filter((epoch) => beginsStage(stages, epoch))).toEqual(
    epochsOf(stages).filter((epoch) => epoch > 1 && expected[epoch - 1] !== expected[epoch - 2]),
  );
});

test("one size is one stage", () => {
  const stages = { sizes: [224], epochs: 7 };
  expect(sizesOf(stages)).toEqual(new Array<number>(7).fill(224));
  expect(epochsOf(stages).every((epoch) => isLast(stages, epoch) && !beginsStage(stages, epoch))).toBe(true);
});
