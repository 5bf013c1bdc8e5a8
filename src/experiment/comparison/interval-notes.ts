/** Under a comparison: what its intervals are, how they were made, which are missing, and which are of too few. */
import { fewText } from "../../report/index.ts";
import { type ComparedRow, type ComparedTask, type Comparison, nameOfRow } from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { firstFew } from "../../util/first-few.ts";
import { groupBy } from "../../util/group.ts";
import { type FigureColumn, methodsNote } from "./column-methods.ts";
import { quoted } from "./quoted.ts";

export const intervalNotes = (tasks: readonly ComparedTask[]): string[] => notesOnFigures(tasks, figuresOf);

/** The comparison's notes without what they say of intervals of columns that a brief table leaves out. */
export function briefNotes({ tasks, notes }: Pick<Comparison, "tasks" | "notes">): string[] {
  const ofAll = intervalNotes(tasks);
  const ofShown = notesOnFigures(tasks, (row) => figuresOf(row).filter(([name]) => !LEFT_OUT.has(name)));
  const first = notes.findIndex((note) => ofAll.includes(note));
  return notes.flatMap((note, i) => (i === first ? ofShown : ofAll.includes(note) ? [] : [note]));
}

/** By cellsOf. */
const LEFT_OUT: ReadonlySet<string> = new Set(["sensitivity", "specificity"]);

type FiguresOf = (row: ComparedRow) => (readonly [name: string, figure: Figure])[];

function notesOnFigures(tasks: readonly ComparedTask[], shown: FiguresOf): string[] {
  const rows = tasks.flatMap((task) => task.rows);
  return [
    ...pooledNote(rows),
    methodsNote(figureColumns(tasks, shown)),
    ...missingNotes(rows, shown),
    ...fewNotes(rows),
  ];
}

const pooledNote = (rows: readonly ComparedRow[]): string[] =>
  rows.some(({ runs }) => runs.length > 1)
    ? [
        "A row of several runs has the mean of their figures; its intervals count patients, each with all images from all runs.",
        ...splitsNote(rows),
      ]
    : [];

const splitsNote = (rows: readonly ComparedRow[]): string[] => {
  const several = rows.filter(({ imagesOfRuns }) => imagesOfRuns !== undefined);
  if (several.length === 0) return [];
  const which = several.length === rows.length ? "a row" : firstFew(several.map((row) => quoted(nameOfRow(row))));
  return [
    `Runs of ${which} have different splits: each run's figures are of its own images, and an image that several have judged counts in each.`,
  ];
};

const figureColumns = (tasks: readonly ComparedTask[], shown: FiguresOf): FigureColumn[] => {
  const figures = tasks.flatMap(({ task, rows }) =>
    rows.flatMap((row) => shown(row).map(([name, figure]) => ({ name, task, row: nameOfRow(row), figure }))),
  );
  return [...groupBy(figures, ({ name }) => name)].map(([name, placed]) => ({ name, figures: placed }));
};

/** A sentence for each reason. */
function missingNotes(rows: readonly ComparedRow[], shown: FiguresOf): string[] {
  const alone = rows.flatMap((row) =>
    shown(row).flatMap(([name, figure]) =>
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

const figuresOf: FiguresOf = ({ figures, againstBest }) => [
  ["accuracy", figures.accuracy],
  ["sensitivity", figures.sensitivity],
  ["specificity", figures.specificity],
  ["AUROC", figures.auroc],
  ...(againstBest?.kind === "paired" ? [["less the best", againstBest.difference] as const] : []),
];
