/** Prices of made-up runs, whose right and wrong answers are counted by hand. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Said, writeJudgedRun } from "../../../tests/support/judged-runs.ts";
import { priceSchema } from "../../run/index.ts";
import { corrected, priceOf, priceOfSwap, priceOfValidation } from "./price.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-price-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Five of each class; those with a number in `wrong` are called the other. */
const images = (name: string, ...wrong: number[]): Said[] =>
  Array.from({ length: 10 }, (_, i) => {
    const label = i < 5 ? "normal" : "covid";
    const isCovid = (label === "covid") !== wrong.includes(i);
    return { image: `${name}${i}`, label, p: isCovid ? 0.9 : 0.1 };
  });

const run = (name: string, parts: Parameters<typeof writeJudgedRun>[1]): Promise<string> =>
  writeJudgedRun(join(folder, name), parts);

test("on the same images: the paired difference, with McNemar's mid-p", async () => {
  const published = await run("published", { test: images("x", 0, 1) }); // 8 of 10
  const without = await run("without", { test: images("x", 1, 2, 5, 6) }); // 6 of 10: one image better, three worse
  const row = await priceOf({
    ...{ task: "multi", mistake: "m", instead: "i" },
    ...{ published: [published], without: [without] },
  });
  expect(row).toMatchObject({ task: "multi", mistake: "m", instead: "i", isPaired: true });
  expect([row.published.estimate, row.without.estimate]).toEqual([0.8, 0.6]);
  expect(row.worth.estimate).toBeCloseTo(0.2, 12);
  expect(row.p).toBeCloseTo(2 * (1 / 16) + 4 / 16, 12); // of four, at most one: twice P(0), and P(1)
});

test("on other images: the difference, as of independent ones, without a test", async () => {
  const published = await run("published", { test: images("x", 0) });
  const without = await run("without", { test: images("y", 0, 5, 6) });
  const row = await priceOf({
    ...{ task: "multi", mistake: "m", instead: "i" },
    ...{ published: [published], without: [without] },
  });
  expect([row.isPaired, row.p, row.worth.n]).toEqual([false, null, 20]);
  expect(row.worth.estimate).toBeCloseTo(0.9 - 0.7, 12);
  // Newcombe's method 10 (1998) of 9 of 10 less 7 of 10, from Wilson's limits of both
  const wilson = (p: number): [low: number, high: number] => {
    const [n, z] = [10, 1.959963984540054];
    const middle = p + z ** 2 / (2 * n);
    const half = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
    return [(middle - half) / (1 + z ** 2 / n), (middle + half) / (1 + z ** 2 / n)];
  };
  const [[low1, high1], [low2, high2]] = [wilson(0.9), wilson(0.7)];
  expect(row.worth.low).toBeCloseTo(0.2 - Math.hypot(0.9 - low1, high2 - 0.7), 9);
  expect(row.worth.high).toBeCloseTo(0.2 + Math.hypot(high1 - 0.9, 0.7 - low2), 9);
});

test("validation read as test: its accuracy less the test part's", async () => {
  const one = await run("one", { validation: images("v"), test: images("t", 0, 1, 5) });
  const row = await priceOfValidation("binary:covid", [one]);
  expect([row.task, row.published.estimate, row.without.estimate, row.isPaired]).toEqual([
    "binary:covid",
    1,
    0.7,
    false,
  ]);
  expect(row.worth.estimate).toBeCloseTo(0.3, 12);
});

test("p values are corrected by Holm, over the tests that there are", async () => {
  const one = await run("one", { validation: images("v"), test: images("t", 0, 1, 5) });
  const row = await priceOfValidation("binary:covid", [one]);
  const rows = corrected([0.03, null, 0.01].map((p) => ({ ...row, p })));
  expect(rows.map(({ adjusted }) => adjusted)).toEqual([0.03, null, 0.02]); // 1 x 0.03; 2 x 0.01
});

test("swapped labels cost no accuracy; what they turn round is told", async () => {
  const one = await run("one", { test: images("t", 0, 1, 5) });
  const { row, note } = await priceOfSwap("binary:covid", [one]);
  expect(row).toMatchObject({ worth: { estimate: 0, low: 0, high: 0 }, p: null, published: { estimate: 0.7 } });
  expect(row.without).toEqual(row.published);
  expect(note).toContain("a sensitivity of 0.800 is read as the specificity, and a specificity of 0.600 as");
  const price = { version: 1, data: "data", network: "nasnetmobile", rows: corrected([row]), notes: [note] };
  expect(priceSchema.parse(price)).toEqual(price);
});
