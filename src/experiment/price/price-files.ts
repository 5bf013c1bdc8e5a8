/** The files that the price of mistakes is written to: one for programs, the others for people. */
import { join } from "node:path";
import { pricePage, WORTH } from "../../report/index.ts";
import { type Price, priceSchema, writeJson } from "../../run/index.ts";
import { formatCsv } from "../../util/csv.ts";
import { markdownList, markdownTable, markdownText } from "../../util/markdown.ts";
import { writeWhole } from "../../util/write.ts";
import { PRICE_WORDS, priceCells } from "./price-table.ts";

/** price.json, price.md, price.csv and price.html in a folder that is there. */
export async function writePrice(folder: string, price: Price): Promise<void> {
  await writeJson(join(folder, "price.json"), priceSchema, price);
  await writeWhole(join(folder, "price.md"), toMarkdown(price));
  await writeWhole(join(folder, "price.csv"), toCsv(price));
  await writeWhole(join(folder, "price.html"), pricePage(price));
}

function toMarkdown(price: Price): string {
  const inCells = (cells: readonly string[]): string[] => cells.map(markdownText);
  const tables = priceCells(price).flatMap(({ task, header, rows }) => [
    `## ${markdownText(task)}`,
    markdownTable(inCells(header), rows.map(inCells), PRICE_WORDS),
  ]);
  const title = `# The price of mistakes: ${markdownText(`${price.network} on ${price.data}`)}`;
  return `${[title, WORTH, ...tables, markdownList(price.notes)].join("\n\n")}\n`;
}

function toCsv({ rows }: Price): string {
  const figures = ["published", "without", "worth"] as const;
  const header = [
    ...["task", "mistake", "instead"],
    ...figures.flatMap((name) => [name, `${name}_low`, `${name}_high`]),
    ...["paired", "p", "p_holm", "test"],
  ];
  const cells = rows.map((row) => [
    ...[row.task, row.mistake, row.instead],
    ...figures.flatMap((name) => [row[name].estimate, row[name].low, row[name].high]),
    ...[row.isPaired ? "yes" : "no", row.p, row.adjusted, row.test],
  ]);
  return formatCsv(header, cells);
}
