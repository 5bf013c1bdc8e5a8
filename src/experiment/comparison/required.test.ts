import { expect, test } from "vitest";
import { comparedRow, comparisonOf } from "../../../tests/support/comparison.ts";
import { parseRequirement } from "../../evaluation/index.ts";
import { requireFiguresOfTable, requireOfBest } from "./required.ts";

/** The best row's bounds are 0.05 below its figures. */
const comparison = comparisonOf(comparedRow("small", 0.25, false), comparedRow("large", 0.85, true));

test("the best row's lower bound counts", () => {
  expect(requireOfBest([parseRequirement("accuracy>=0.79")], comparison)).toEqual([
    "multi: accuracy>=0.79: reached (0.800, its lower bound)",
  ]);
  expect(() => requireOfBest([parseRequirement("auroc>=0.85")], comparison)).toThrow(
    expect.objectContaining({
      exitStatus: 5,
      details: expect.objectContaining({ received: "multi: auroc 0.800, not >=0.85" }),
    }),
  );
});

test("an estimate without an interval does not hold a condition, and is told", () => {
  const [task] = comparison.tasks;
  const best = comparedRow("large", 0.85, true);
  const auroc = { estimate: 2 / 3, low: null, high: null, n: 6, method: "a method", reason: "too few" };
  const alone = { ...comparison, tasks: [{ ...task!, rows: [{ ...best, figures: { ...best.figures, auroc } }] }] };
  expect(() => requireOfBest([parseRequirement("auroc>=0.6")], alone)).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({ received: "multi: auroc 0.667 without an interval, not >=0.6" }),
    }),
  );
});

test("a bound that rounds to the limit which it misses has the decimals that tell them apart", () => {
  const nearly = comparisonOf(comparedRow("large", 0.94996, true));
  expect(() => requireOfBest([parseRequirement("accuracy>=0.9")], nearly)).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({ received: "multi: accuracy 0.89996, not >=0.9" }),
    }),
  );
});

test("a figure that is not in the table is told before any work", () => {
  expect(() => requireFiguresOfTable([parseRequirement("f1>=0.8")])).toThrow(
    expect.objectContaining({ code: "E_REQUIREMENT" }),
  );
});
