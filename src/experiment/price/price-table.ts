/** The price of mistakes as cells: what each format of the table writes, each in its own way. */
import { formatPoints, formatProbability } from "../../figures/index.ts";
import type { Price, PriceRow } from "../../run/index.ts";
import { groupBy } from "../../util/group.ts";
import { figureCell } from "../comparison/cells.ts";

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
  ...[mistake, instead, figureCell(published), figureCell(without), figureCell(worth, formatPoints), testCell(tested)],
];

function testCell({ adjusted, isPaired }: Pick<PriceRow, "adjusted" | "isPaired">): string {
  if (adjusted !== null) return formatProbability(adjusted);
  return isPaired ? "same decisions" : "other images";
}
