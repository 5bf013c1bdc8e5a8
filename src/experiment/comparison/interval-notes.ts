/** Under a comparison: what its intervals are, how they were made, which are missing, and which are of too few. */
import { fewText } from "../../report/index.ts";
import { type ComparedRow, type ComparedTask, nameOfRow } from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { firstFew } from "../../util/first-few.ts";
import { groupBy } from "../../util/group.ts";
import { type FigureColumn, methodsNote } from "./column-methods.ts";
import { quoted } from "./quoted.ts";

export function intervalNotes(tasks: readonly ComparedTask[]): string[] {
  const rows = tasks.flatMap((task) => task.rows);
  return [...pooledNote(rows), methodsNote(figureColumns(tasks)), ...missingNotes(rows), ...fewNotes(rows)];
}

const pooledNote = (rows: readonly ComparedRow[]): string[] =>
  rows.some(({ runs }) => runs.length > 1)
    ? [
        "A row of several runs has the mean of their figures; its intervals count patients, each with all images from all runs.",
      ]
    : [];

const figureColumns = (tasks: readonly ComparedTask[]): FigureColumn[] => {
  const figures = tasks.flatMap(({ task, rows }) =>
    rows.flatMap((row) => figuresOf(row).map(([name, figure]) => ({ name, task, row: nameOfRow(row), figure }))),
  );
  return [...groupBy(figures, ({ name }) => name)].map(([name, placed]) => ({ name, figures: placed }));
};

/** A sentence for each reason. */
function missingNotes(rows: readonly ComparedRow[]): string[] {
  const alone = rows.flatMap((row) =>
    figuresOf(row).flatMap(([name, figure]) =>
      figure.estimate !== null && figure.low === null
        ? [{ name: `${name} of ${quoted(nameOfRow(row))}`, reason: figure.reason }]
        : [],
    ),
  );
  return [...groupBy(alone, ({ reason }) => reason)].map(
    ([reason, figures]) => `No interval: ${firstFew(figures.map(({ name }) => name))} (${reason}).`,
  );
}

const fewNotes = (rows: readonly ComparedRow[]): string[] => {
  const texts = rows.map(({ patients }) => fewText(patients, "patient"));
  return [...new Set(texts.filter((text) => text !== null))];
};

const figuresOf = ({ figures, againstBest }: ComparedRow): (readonly [name: string, figure: Figure])[] => [
  ["accuracy", figures.accuracy],
  ["sensitivity", figures.sensitivity],
  ["specificity", figures.specificity],
  ["AUROC", figures.auroc],
  ...(againstBest?.kind === "paired" ? [["less the best", againstBest.difference] as const] : []),
];
