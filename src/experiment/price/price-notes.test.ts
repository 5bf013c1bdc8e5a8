import { expect, test } from "vitest";
import { madePrice } from "../../../tests/support/price.ts";
import { notesOnPrice } from "./price-notes.ts";

const [tested, ...others] = madePrice.rows;

test("intervals of each column and tests are told by their methods; a row of the same decisions has none", () => {
  const notes = notesOnPrice(madePrice.rows);
  expect(notes).toContain(
    "Intervals are 95 % intervals. Accuracy with all, accuracy without it: made up. Worth on the same images: Newcombe. Worth on other images: MOVER.",
  );
  expect(notes).toContain(
    "p (McNemar, mid-p) is corrected by Holm for the number of tests in the task. Below 0.05 a mistake is shown to change the accuracy.",
  );
});

test("what the tests show, by task", () => {
  const shown = (rows: typeof madePrice.rows) =>
    notesOnPrice(rows).filter((note) => note.includes("shown to change the accuracy, of"));
  expect(shown(madePrice.rows)).toEqual([
    "binary:covid: shown to change the accuracy, of 1 that was tested: “red | blue”.",
  ]);
  const two = [
    { ...tested!, p: 0.4, adjusted: 0.4 },
    { ...tested!, p: 0.3, adjusted: 0.4 },
  ];
  expect(shown(two)).toEqual(["binary:covid: shown to change the accuracy, of 2 that were tested: none."]);
  expect(shown(others)).toEqual([]);
});

test("where interval and p part, the mistake is named", () => {
  expect(notesOnPrice([{ ...tested!, p: 0.2, adjusted: 0.2 }])).toContainEqual(
    expect.stringContaining(
      "binary:covid: interval and p do not agree in “red | blue” (the interval does not hold 0, p 0.200).",
    ),
  );
});
