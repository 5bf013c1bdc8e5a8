/** The price of mistakes, as a person reads it in a terminal. */
import { priceCells } from "../experiment/index.ts";
import { WORTH } from "../report/index.ts";
import type { Price } from "../run/index.ts";
import { formatFitted } from "./fitted-table.ts";
import { formatNotes } from "./wrapping.ts";

/** width: in characters. */
export function formatPrice(price: Price, width: number): string {
  const tables = priceCells(price).map(({ task, header, rows }) =>
    [task, "", formatFitted([header, ...rows], width)].join("\n"),
  );
  const title = `what each mistake was worth: ${price.network} on ${price.data}`;
  return [title, ...tables, formatNotes([WORTH, ...price.notes], width)].join("\n\n");
}
