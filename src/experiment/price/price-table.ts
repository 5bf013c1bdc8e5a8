/** The price of mistakes as a table: cells, Markdown and CSV. */
import { join } from "node:path";
import { writeJson } from "../../run/index.ts";
import { formatCsv } from "../../util/csv.ts";
import { writeWhole } from "../../util/write.ts";
import { figureCell, pText } from "../comparison/cells.ts";
import { type Price, type PriceRow, priceSchema } from "./price.ts";

/** Worth in points of a hundred, as such differences are told. */
export function priceCells({ rows }: Price): string[][] {
  const header = ["task", "mistake", "instead", "published", "without", "worth, points", "p"];
  return [header, ...rows.map(cellsOf)];
}

const cellsOf = ({ task, mistake, instead, published, without, worth, adjusted, isPaired }: PriceRow): string[] => [
  ...[task, mistake, instead, figureCell(published), figureCell(without), pointsCell(worth)],
  isPaired ? (adjusted === null ? "" : pText(adjusted)) : "other images",
];

/** "+2.4 (-0.6 to +5.4)", "+2.4 (no interval)" */
function pointsCell(figure: PriceRow["worth"]): string {
  if (figure.estimate === null) return "-";
  const points = (value: number): string => `${value > 0 ? "+" : ""}${(100 * value).toFixed(1)}`;
  const interval = figure.low === null ? "no interval" : `${points(figure.low)} to ${points(figure.high)}`;
  return `${points(figure.estimate)} (${interval})`;
}

/** price.json, price.md and price.csv, in a folder that is there. */
export async function writePrice(folder: string, price: Price): Promise<void> {
  await writeJson(join(folder, "price.json"), priceSchema, price);
  await writeWhole(join(folder, "price.md"), toMarkdown(price));
  await writeWhole(join(folder, "price.csv"), toCsv(price));
}

function toMarkdown(price: Price): string {
  const [header, ...rows] = priceCells(price).map((cells) => `| ${cells.join(" | ")} |`);
  const rule = "|---|---|---|---:|---:|---:|---:|";
  return `# The price of mistakes: ${price.network} on ${price.data}\n\n${[header, rule, ...rows].join("\n")}\n\n${price.notes.map((note) => `- ${note}`).join("\n")}\n`;
}

function toCsv({ rows }: Price): string {
  const figures = ["published", "without", "worth"] as const;
  const header = [
    "task",
    "mistake",
    "instead",
    ...figures.flatMap((name) => [name, `${name}_low`, `${name}_high`]),
    "p",
    "p_holm",
    "paired",
  ];
  const cells = rows.map((row) => [
    ...[row.task, row.mistake, row.instead],
    ...figures.flatMap((name) => [row[name].estimate, row[name].low, row[name].high]),
    ...[row.p, row.adjusted, row.isPaired ? "yes" : "no"],
  ]);
  return formatCsv(header, cells);
}
