import { expect, test } from "vitest";
import { learningGolden } from "../../tests/support/learning-golden.ts";
import { type Schedule, scheduledRate } from "./schedule.ts";

const ratesOf = (schedule: Schedule, rate: number, epochs: number, updatesPerEpoch: number): number[] =>
  Array.from({ length: epochs * updatesPerEpoch }, (_, update) =>
    scheduledRate(schedule, rate, { update, updatesPerEpoch, epochs }),
  );

test.each(learningGolden.cosine)("cosine over $steps updates as Keras has it", ({ rate, steps, rates }) => {
  const found = ratesOf({ kind: "cosine", warmUp: 0 }, rate, steps, 1);
  for (const [t, each] of found.entries()) expect(Math.abs(each / rates[t]! - 1), `update ${t}`).toBeLessThan(1e-6);
});

test("a warm-up grows in even steps to the whole rate, and the cosine takes what is left", () => {
  const found = ratesOf({ kind: "cosine", warmUp: 1.5 }, 1, 4, 2);
  expect(found.slice(0, 3)).toEqual([1 / 3, 2 / 3, 1]);
  expect(found.slice(3)).toEqual(ratesOf({ kind: "cosine", warmUp: 0 }, 1, 5, 1));
});

test("plateau keeps the rate that it is given, after a warm-up as without one", () => {
  expect(ratesOf({ kind: "plateau", warmUp: 0 }, 0.3, 2, 2)).toEqual([0.3, 0.3, 0.3, 0.3]);
  expect(ratesOf({ kind: "plateau", warmUp: 1 }, 0.3, 2, 2)).toEqual([0.15, 0.3, 0.3, 0.3]);
});

test("a warm-up longer than the phase ends below the rate", () => {
  expect(ratesOf({ kind: "cosine", warmUp: 4 }, 1, 2, 1)).toEqual([0.25, 0.5]);
});
