import { expect, test } from "vitest";
import { judgedRun, type Said } from "../../../tests/support/judged-runs.ts";
import { figuresOfRow } from "./row-figures.ts";

const images = (from: number, p: (i: number) => number): Said[] =>
  Array.from({ length: 20 }, (_, i) => ({
    image: `${from + i}`,
    patient: `p${(from + i) >> 1}`,
    label: i % 4 < 2 ? "covid" : "normal",
    p: p(i),
  }));

test("of one run the figures are those of its metrics.json", () => {
  const run = judgedRun(
    "a",
    images(0, (i) => (i % 5) / 5),
  );
  const { accuracy, sensitivity, auroc } = figuresOfRow([run]);
  const covid = run.metrics.classes.find(({ name }) => name === "covid")!;
  expect([accuracy, sensitivity, auroc]).toEqual([run.metrics.accuracy, covid.sensitivity, covid.auroc]);
});

test("of several runs they are the mean of theirs, each on its own scale, with an interval by patient", () => {
  const high = judgedRun(
    "a",
    images(0, (i) => (i % 4 < 2 ? 0.9 : 0.6) + (i === 3 ? 0.35 : 0)),
  );
  const low = judgedRun(
    "b",
    images(20, (i) => (i % 4 < 2 ? 0.4 : 0.1)),
  );
  const { accuracy, sensitivity, auroc } = figuresOfRow([high, low]);
  expect(accuracy.estimate).toBe(0.5);
  // high calls all of them covid, low none: no patient moves the mean more than another, so that n is the ten patients
  // (statsmodels.stats.proportion.proportion_confint(5, 10, method="wilson"))
  expect(sensitivity).toMatchObject({
    estimate: 0.5,
    n: 10,
    low: expect.closeTo(0.236593, 6),
    high: expect.closeTo(0.763407, 6),
  });
  // one normal image of ten stands above all ten covid ones; pooled, low's covid images would stand below high's normal ones
  expect(auroc.estimate).toBeCloseTo((0.9 + 1) / 2, 12);
  expect(accuracy).toMatchObject({ n: 20, method: expect.stringMatching(/by patient/) });
  expect(auroc.method).toMatch(/^Student.* of clusters within strata/);
  expect(accuracy.low).toBeLessThan(0.5);
});

test("where all is right, the interval is as of so many patients who are", () => {
  const right = (i: number) => (i % 4 < 2 ? 0.9 : 0.1);
  const rows = figuresOfRow([judgedRun("a", images(0, right)), judgedRun("b", images(20, right))]);
  // Wilson: n / (n + z^2), z = 1.959964
  const allOf = (n: number) => ({ estimate: 1, high: 1, n, low: expect.closeTo(n / (n + 1.959964 ** 2), 6) });
  expect(rows.accuracy).toMatchObject(allOf(20));
  // ten patients have covid, ten have not
  for (const figure of [rows.sensitivity, rows.specificity, rows.auroc]) expect(figure).toMatchObject(allOf(10));
});
