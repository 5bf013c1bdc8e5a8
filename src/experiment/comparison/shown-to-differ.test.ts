import { expect, test } from "vitest";
import { judgedRun, type Said } from "../../../tests/support/judged-runs.ts";
import { testAgainst } from "./against-best.ts";
import { partingNotes, type TestedDifference } from "./shown-to-differ.ts";

/** The limits of the interval, and p. */
const tested = (name: string, low: number, high: number, p: number, adjusted = p): TestedDifference => ({
  name,
  difference: { estimate: (low + high) / 2, low, high, n: 40, method: "a bootstrap" },
  ...{ p, adjusted, test: "a permutation" },
});

test("four patients, all of them worse: no resample has a difference of 0, and yet 2 of 16 exchanges are as extreme", () => {
  const said = (wrong: readonly number[]): Said[] =>
    Array.from({ length: 24 }, (_, i) => {
      const label = i < 12 ? "covid" : "normal";
      return { image: `${i}`, patient: `${i % 4}`, label, p: (label === "covid") !== wrong.includes(i) ? 0.9 : 0.1 };
    });
  const test = testAgainst([judgedRun("a", said([0, 1, 2, 3, 7]))], [judgedRun("b", said([]))]);
  if (test.kind !== "paired") throw new Error(test.reason);
  expect(partingNotes("multi", [{ name: "a", ...test, adjusted: test.p }])).toEqual([
    `multi: interval and p do not agree in “a” (the interval does not hold 0, p 0.125). They are different methods (interval: ${test.difference.method}; p: permutation by patient, all exchanges); p decides what is shown to differ.`,
  ]);
});

test("either way round, and nothing where they agree", () => {
  const rows = [
    tested("agrees", -0.2, -0.1, 0.001),
    tested("agrees too", -0.2, 0.1, 0.4),
    tested("without", -0.2, -0.1, 0.2),
    tested("with", -0.2, 0.01, 0.04),
  ];
  const [note, ...more] = partingNotes("multi", rows);
  expect(note).toContain(
    "in “without” (the interval does not hold 0, p 0.200), “with” (the interval holds 0, p 0.040).",
  );
  expect(more).toEqual([]);
  expect(partingNotes("multi", rows.slice(0, 2))).toEqual([]);
});

test("a limit that tables show as 0 holds it", () => {
  expect(partingNotes("multi", [tested("a", -0.2, -0.0004, 0.06)])).toEqual([]);
});

test("where only the correction parts them, that is told", () => {
  expect(partingNotes("multi", [tested("a", -0.2, -0.1, 0.03, 0.06)])).toEqual([
    "multi: the interval does not hold 0, and yet not shown to differ: “a” (p 0.030, corrected 0.060). An interval is of one comparison alone; p, which decides, is corrected for all tests of the task.",
  ]);
});
