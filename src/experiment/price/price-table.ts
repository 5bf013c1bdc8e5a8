/** The price of mistakes as cells: what each format of the table writes, each in its own way. */
import type { Price, PriceRow } from "../../run/index.ts";
import { groupBy } from "../../util/group.ts";
import { figureCell, pText } from "../comparison/cells.ts";

export interface PriceCells {
  readonly task: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const HEADER = [
  ...["mistake", "instead", "accuracy (with all)", "accuracy (without it)"],
  ...["worth (points)", "p (Holm)"],
];

/** Of the first columns of cells: the others are numbers. */
export const PRICE_WORDS = 2;

export const priceCells = ({ rows }: Price): PriceCells[] =>
  [...groupBy(rows, ({ task }) => task)].map(([task, some]) => ({ task, header: HEADER, rows: some.map(cellsOf) }));

const cellsOf = ({ mistake, instead, published, without, worth, ...tested }: PriceRow): string[] => [
  ...[mistake, instead, figureCell(published), figureCell(without), pointsCell(worth), testCell(tested)],
];

function testCell({ adjusted, isPaired }: Pick<PriceRow, "adjusted" | "isPaired">): string {
  if (adjusted !== null) return pText(adjusted);
  return isPaired ? "same decisions" : "other images";
}

/** "+2.4 (-0.6 to +5.4)", "+2.4 (no interval)": of a hundred, as such differences are told. */
function pointsCell(figure: PriceRow["worth"]): string {
  if (figure.estimate === null) return "-";
  const interval = figure.low === null ? "no interval" : `${points(figure.low)} to ${points(figure.high)}`;
  return `${points(figure.estimate)} (${interval})`;
}

/** No zero below zero. */
function points(value: number): string {
  const text = (100 * value).toFixed(1).replace(/^-(0\.0)$/, "$1");
  return Number(text) > 0 ? `+${text}` : text;
}
