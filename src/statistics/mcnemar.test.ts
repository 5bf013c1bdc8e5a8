import fc from "fast-check";
import { expect, it } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { mcnemar, mcnemarOf } from "./mcnemar.ts";

it("is the binomial test of the images on which one alone is right", () => {
  // 1 and 6 of 7: exact 2 (1 + 7) / 128, mid-p less 7 / 128; (|1 - 6| - 1)^2 / 7 = 2.2857, chi2.sf(2.2857, 1) of SciPy
  const { exact, midP, corrected } = mcnemarOf(1, 6);
  expectClosedForm([exact, midP], [16 / 128, 9 / 128]);
  expect(corrected).toBeCloseTo(0.1305700181, 9);
});

it("counts images, one of each judge", () => {
  expect(mcnemar([true, true, false, false], [true, false, true, false])).toMatchObject({
    firstOnly: 1,
    secondOnly: 1,
    exact: 1,
  });
  expect(() => mcnemar([true], [])).toThrow(/1 images, but 0/);
});

it("judges that never differ have a p of 1", () => {
  expect(mcnemarOf(0, 0)).toMatchObject({ exact: 1, midP: 1, corrected: 1 });
});

it("turns round with its judges; mid-p is below the exact one; all lie within 0..1", () => {
  fc.assert(
    fc.property(fc.nat(3000), fc.nat(3000), (a, b) => {
      const [one, other] = [mcnemarOf(a, b), mcnemarOf(b, a)];
      expect([one.exact, one.midP, one.corrected]).toEqual([other.exact, other.midP, other.corrected]);
      expect(one.midP).toBeLessThanOrEqual(one.exact);
      for (const p of [one.exact, one.midP, one.corrected]) expect(p >= 0 && p <= 1).toBe(true);
    }),
  );
});
