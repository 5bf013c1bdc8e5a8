/** Under a table: how the intervals of each column were made. Columns that were made alike share a sentence; where rows differ, it names them. */
import { capitalised } from "../../report/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { firstFew } from "../../util/first-few.ts";
import { groupBy } from "../../util/group.ts";
import { quoted } from "./quoted.ts";

export interface FigureColumn {
  readonly name: string;
  readonly figures: readonly PlacedFigure[];
}

export interface PlacedFigure {
  readonly task: string;
  readonly row: string;
  readonly figure: Figure;
}

export function methodsNote(columns: readonly FigureColumn[]): string {
  const told = columns.map(({ name, figures }) => ({ name, methods: methodsOf(figures) }));
  const known = told.filter(({ methods }) => methods !== "");
  const sentences = [...groupBy(known, ({ methods }) => methods)].map(
    ([methods, alike]) => `${capitalised(alike.map(({ name }) => name).join(", "))}: ${methods}.`,
  );
  return ["Intervals are 95 % intervals.", ...sentences].join(" ");
}

/** "" where no figure has an interval. */
function methodsOf(figures: readonly PlacedFigure[]): string {
  const defined = figures.filter(({ figure }) => figure.low !== null);
  const methods = [...groupBy(defined, ({ figure }) => figure.method)];
  return methods
    .map(([method, some]) => (methods.length === 1 ? method : `${method} (${placesOf(some, defined)})`))
    .join("; ");
}

/** A task by its name where all of its rows are among them, else the rows. */
function placesOf(some: readonly PlacedFigure[], all: readonly PlacedFigure[]): string {
  const rowsOf = groupBy(all, ({ task }) => task);
  const places = [...groupBy(some, ({ task }) => task)].map(([task, among]) => {
    const rows = firstFew(among.map(({ row }) => quoted(row)));
    if (rowsOf.size === 1) return rows;
    return among.length === rowsOf.get(task)!.length ? task : `${task}: ${rows}`;
  });
  return places.join(", ");
}
