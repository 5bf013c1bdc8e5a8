import { expect, test } from "vitest";
import { judgedRun, type Said } from "../../../tests/support/judged-runs.ts";
import { testAgainst } from "./against-best.ts";
import type { JudgedRun } from "./judged-run.ts";
import { figuresOfRow } from "./row-figures.ts";

/** 12 covid and 12 normal; wrong: images on which the run is wrong. */
const said = (wrong: readonly number[], patientOf?: (i: number) => string): Said[] =>
  Array.from({ length: 24 }, (_, i) => {
    const label = i < 12 ? "covid" : "normal";
    const isCalledCovid = (label === "covid") !== wrong.includes(i);
    return {
      image: `${i}`,
      label,
      p: (isCalledCovid ? 0.6 : 0.1) + i / 100,
      ...(patientOf && { patient: patientOf(i) }),
    };
  });

test("image by image: McNemar's mid-p of 1 against 6, by hand, and the difference with Newcombe's interval", () => {
  const test = testAgainst([judgedRun("a", said([0, 1, 2, 13, 14, 15]))], [judgedRun("b", said([20]))]);
  // two-sided: 2 (C(7,0) + C(7,1)) / 2^7 = 0.125; mid-p takes off C(7,1) / 2^7 = 0.0546875
  expect(test).toMatchObject({ kind: "paired", p: expect.closeTo(0.125 - 7 / 128, 12), test: "McNemar, mid-p" });
  expect(test).toMatchObject({
    difference: { estimate: expect.closeTo(-5 / 24, 12), n: 24 },
    auroc: { p: expect.any(Number) },
  });
});

test("cross-validations have no test of AUROC, as their models' scales are not one", () => {
  const run = (folder: string, wrong: readonly number[], options: JudgedRun["config"]["options"]) => {
    const made = judgedRun(folder, said(wrong));
    return [{ ...made, config: { ...made.config, options } }];
  };
  expect(testAgainst(run("a", [0, 1], { folds: 5 }), run("b", [20], {}))).toMatchObject({
    kind: "paired",
    auroc: null,
  });
  expect(testAgainst(run("a", [0, 1], { folds: 5, fold: 2 }), run("b", [20], {}))).toMatchObject({
    auroc: { p: expect.any(Number) },
  });
});

test("patients with several images are exchanged as a whole: with 4 patients, all of whom differ, 2 of 16 exchanges are as extreme", () => {
  const patientOf = (i: number) => `${i % 4}`;
  const test = testAgainst([judgedRun("a", said([0, 1, 2, 3, 7], patientOf))], [judgedRun("b", said([], patientOf))]);
  expect(test).toMatchObject({
    p: expect.closeTo(2 / 16, 12),
    test: "permutation by patient, all exchanges",
    auroc: null,
  });
  expect(test).toMatchObject({ difference: { estimate: expect.closeTo(-5 / 24, 12) } });
});

test("several runs of a row: an image counts by the part of them that is right", () => {
  const row = [judgedRun("a1", said([0])), judgedRun("a2", said([0, 1]))];
  const test = testAgainst(row, [judgedRun("b1", said([])), judgedRun("b2", said([]))]);
  expect(test).toMatchObject({ kind: "paired", difference: { estimate: expect.closeTo(-1.5 / 24, 12) } });
});

test("runs on different splits: the difference is that of the means over runs, an image of both counts in both", () => {
  const all = said([0, 1, 2, 3]);
  const rightOnAll = said([]);
  const row = [judgedRun("a1", all.slice(0, 16)), judgedRun("a2", all.slice(8))];
  const best = [judgedRun("b1", rightOnAll.slice(0, 16)), judgedRun("b2", rightOnAll.slice(8))];
  // 12 of 16 and 16 of 16 against 1; by image it would be 4 of 24
  const told = testAgainst(row, best);
  expect(told).toMatchObject({ kind: "paired", difference: { estimate: expect.closeTo(-(4 / 16 + 0) / 2, 12) } });
  const { accuracy } = figuresOfRow(row);
  expect(told).toMatchObject({ difference: { estimate: expect.closeTo(accuracy.estimate! - 1, 12) } });
});

test("runs of unequal size and no image in two: the difference is still that of the means", () => {
  const split = (wrong: readonly number[]) => {
    const all = said(wrong);
    return [judgedRun("1", all.slice(0, 6)), judgedRun("2", all.slice(6))];
  };
  expect(testAgainst(split([0, 1, 2]), split([]))).toMatchObject({
    difference: { estimate: expect.closeTo(-(3 / 6) / 2, 12) },
    auroc: null,
  });
});

test("two that are right on the same images differ by 0, with the interval of one image of each patient", () => {
  const row = [judgedRun("a", said([3])), judgedRun("a2", said([3]))];
  // Newcombe's method 10 of 23, 0, 0 and 1: Wilson's limits 0.797582 and 0.992607 (statsmodels 0.14.5), phi = (23 - 12) / 23
  const limit = expect.closeTo(0.147464, 6);
  expect(testAgainst(row, row)).toMatchObject({ p: 1, difference: { estimate: 0, high: limit, n: 24 } });
  const inPairs = said([3], (i) => `${i >> 1}`);
  expect(testAgainst([judgedRun("a", inPairs)], [judgedRun("b", inPairs)])).toMatchObject({
    p: 1,
    difference: { estimate: 0, n: 12, method: expect.stringContaining("of one image of each patient") },
  });
});

test("other images, or other labels of the same, are not tested", () => {
  const best = [judgedRun("b", said([]))];
  const fewer = [judgedRun("a", said([]).slice(0, 20))];
  expect(testAgainst(fewer, best)).toEqual({
    kind: "not paired",
    reason: "judged on other images: 20 of 20 are among the best one's 24",
  });
  const relabelled = [
    judgedRun(
      "a",
      said([]).map((each, i) => (i === 0 ? { ...each, label: "normal" } : each)),
    ),
  ];
  expect(testAgainst(relabelled, best)).toEqual({ kind: "not paired", reason: "the same images have other labels" });
});
