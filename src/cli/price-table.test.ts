import { expect, test } from "vitest";
import { madePrice } from "../../tests/support/price.ts";
import { formatPrice } from "./price-table.ts";

const [row] = madePrice.rows;
const price = {
  ...madePrice,
  rows: [
    {
      ...row!,
      mistake: "split by file order, a patient's images on both sides",
      instead: "stratified, seeded, by patient",
    },
    { ...row!, task: "multi", mistake: "red and blue swapped in grey", instead: "correct weights" },
  ],
  notes: [
    "A sentence that is longer than a line, as notes are that name methods, rows and what decides of them. ".repeat(3),
  ],
};

test.each([100, 80])("fits %i columns, a table for each task, notes below", (width) => {
  const text = formatPrice(price, width);
  expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(width);
  expect(text).toMatch(/^what each mistake was worth: nasnetmobile on <data>\n\nbinary:covid\n\nmistake /);
  expect(text.indexOf("\n\nmulti\n\nmistake ")).toBeGreaterThan(text.indexOf("+10.0"));
  expect(text).toMatch(/\n\n- What each mistake was worth: the accuracy .*\n- A sentence/s);
});
