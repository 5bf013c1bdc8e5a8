import { expect, test } from "vitest";
import { comparedRow, comparisonOf, madeComparison } from "../../../tests/support/comparison.ts";
import { parseCsv } from "../../util/csv.ts";
import { toCsv } from "./csv.ts";

/** Columns by their names. */
function fieldsOf(text: string): Record<string, string>[] {
  const { columns, rows } = parseCsv(text, "table.csv");
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row.field(column)])));
}

test("a row for each, numbers in columns of their own", () => {
  const [other, best] = fieldsOf(toCsv(madeComparison));
  expect(best).toMatchObject({
    ...{ task: "multi", positive: "", part: "test", network: "large", enhance: "no", epochs: "20", opening: "1" },
    ...{ runs: "1", images: "1100", patients: "90", accuracy: "0.912", reported: "0.875", best: "yes", p: "" },
  });
  expect(other).toMatchObject({
    ...{ opening: "2", sensitivity: "0.8", sensitivity_low: "0.75", auroc_high: "0.89", best: "no" },
    ...{ difference: "-0.1", p: "0.0001", p_holm: "0.0002", test: "McNemar, mid-p" },
  });
});

test("no column stands twice where runs differ in the task", () => {
  const row = comparedRow("large", 0.912, true);
  const compared = {
    ...comparisonOf({ ...row, values: { ...row.values, task: "multi" } }),
    columns: ["network", "task"],
  };
  expect(fieldsOf(toCsv(compared))).toMatchObject([{ task: "multi", network: "large" }]); // which parseCsv would refuse
});
