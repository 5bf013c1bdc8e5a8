import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { madePrice } from "../../../tests/support/price.ts";
import { priceSchema, readJson } from "../../run/index.ts";
import { parseCsv } from "../../util/csv.ts";
import { writePrice } from "./price-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-price-files-"));
  await writePrice(folder, madePrice);
});
afterEach(() => rm(folder, { recursive: true }));

const textOf = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

test("four files, of which JSON is read as it was written", async () => {
  expect((await readdir(folder)).sort()).toEqual(["price.csv", "price.html", "price.json", "price.md"]);
  expect(await readJson(join(folder, "price.json"), priceSchema)).toEqual(madePrice);
  expect(await textOf("price.html")).toMatch(/^<!doctype html>/);
});

test("Markdown: a table for each task, worth in points of a hundred, why there is no p", async () => {
  const lines = (await textOf("price.md")).split("\n");
  expect(lines[0]).toBe("# The price of mistakes: nasnetmobile on \\<data\\>");
  expect(lines[2]).toMatch(/^What each mistake was worth: .* in points of a hundred\./);
  const figures = "| none | 0.900 (0.850 to 0.940) | 0.800 (0.750 to 0.840) |";
  expect(lines.filter((line) => /^(##|\| [rsl])/.test(line))).toEqual([
    "## binary:covid",
    `| red \\| blue ${figures} +10.0 (+5.0 to +14.0) | \\<0.001 |`,
    `| split ${figures} −2.0 (−7.0 to +2.0) | other images |`,
    "## multi",
    `| labels ${figures} 0.0 (0.0 to 0.0) | same decisions |`,
  ]);
  expect(lines).toContain("- Prices are made up.");
});

test("CSV: numbers in columns of their own", async () => {
  const { columns, rows } = parseCsv(await textOf("price.csv"), "price.csv");
  const [first, second] = rows.map((row) => Object.fromEntries(columns.map((name) => [name, row.field(name)])));
  expect(first).toMatchObject({
    task: "binary:covid",
    worth: "0.1",
    paired: "yes",
    p: "0.0004",
    test: "McNemar, mid-p",
  });
  expect(second).toMatchObject({ published_low: "0.85", worth_high: "0.02", paired: "no", p_holm: "", test: "" });
});
