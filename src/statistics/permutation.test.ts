import fc from "fast-check";
import { expect, it } from "vitest";
import { judgement } from "../../tests/support/judgement-golden.ts";
import { golden } from "../../tests/support/statistics-golden.ts";
import { compareAurocs } from "./delong.ts";
import { mcnemarOf } from "./mcnemar.ts";
import { aurocDifference, meanDifference, permutationTest } from "./permutation.ts";
import { rankScores } from "./ranking.ts";

it("of who is right it is McNemar's exact test", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 12 }), (differences) => {
      const { p, exact } = permutationTest({ cases: differences.length, seed: 1 }, meanDifference(differences));
      const count = (value: number) => differences.filter((each) => each === value).length;
      expect(exact).toBe(true);
      expect(p).toBeCloseTo(mcnemarOf(count(1), count(-1)).exact, 12);
    }),
    { numRuns: 30 },
  );
});

it("drawn tosses come near to all of them, and are the same again for a seed", () => {
  const { differences, p } = judgement.permutations;
  const drawn = (seed: number) =>
    permutationTest({ cases: differences.length, permutations: 1000, seed }, meanDifference(differences));
  const found = drawn(3);
  expect(found).toMatchObject({ exact: false, permutations: 1000 });
  expect(Math.abs(found.p! - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 1000));
  expect(drawn(3)).toEqual(found);
  expect(drawn(4)).not.toEqual(found);
});

it("exchanges a patient's images together", () => {
  // two patients, each with two images: of four tosses, two give the difference that was seen or its opposite
  const plan = { cases: 4, clusters: ["a", "a", "b", "b"], seed: 1 };
  expect(permutationTest(plan, meanDifference([1, 1, 1, 1]))).toMatchObject({ difference: 1, p: 0.5, permutations: 4 });
});

it("of areas it agrees with DeLong where there are many cases, whatever the scales", () => {
  const { y, a, b } = golden.binary.rare;
  const { p } = compareAurocs(rankScores(a, y), rankScores(b, y));
  const plan = { cases: y.length, permutations: 2000, seed: 1 };
  const found = permutationTest(plan, aurocDifference(a, b, y));
  expect(Math.abs(found.p! - p!)).toBeLessThan(0.05);
  const moved = b.map((score) => Math.exp(3 * score) - 20);
  expect(permutationTest(plan, aurocDifference(a, moved, y))).toEqual(found);
});

it("one class only: null", () => {
  expect(permutationTest({ cases: 2, seed: 1 }, aurocDifference([1, 2], [2, 1], [1, 1]))).toMatchObject({
    difference: null,
    p: null,
  });
});
