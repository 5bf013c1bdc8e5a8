/** A comparison as cells: what each format of the table writes, each in its own way. */
import { formatBounds, formatProbability, formatShare } from "../../figures/index.ts";
import {
  type AgainstBest,
  type ComparedRow,
  type ComparedTask,
  type Comparison,
  isSeen,
  SEEN,
  toldValue,
} from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { counted } from "../../util/counted.ts";

export interface TaskCells {
  readonly task: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly isBest: boolean }[];
  /** How many images and patients, where no column tells it: all rows have as many. */
  readonly extent: string | null;
  /** Of the first cells, that tell rows apart: words; the others are numbers. */
  readonly words: number;
}

/** brief: for a terminal's width, without sensitivity and specificity, runs where each row has one, images and patients where all have as many. */
export const cellsOf = (comparison: Comparison, { brief }: { readonly brief: boolean }): TaskCells[] =>
  comparison.tasks.map((task) => cellsOfTask(comparison, task, brief));

function cellsOfTask(comparison: Comparison, task: ComparedTask, brief: boolean): TaskCells {
  const words = tellingColumns(comparison.columns)
    .filter((column) => task.rows.some(({ values }) => values[column] !== undefined))
    .map((head): Column => ({ head, cell: ({ values }) => toldValue(head, values[head] ?? "") }));
  const extent = brief ? extentOf(task.rows) : null;
  const columns = [...words, ...countColumns(task.rows, { brief, extent }), ...figureColumns(comparison, task, brief)];
  return {
    task: task.task,
    header: columns.map(({ head }) => head),
    rows: task.rows.map((row) => ({ cells: columns.map(({ cell }) => cell(row)), isBest: row.isBest })),
    extent,
    words: words.length,
  };
}

/** Those that tell rows of a task apart. */
export const tellingColumns = (columns: readonly string[]): string[] => columns.filter((column) => column !== "task");

interface Column {
  readonly head: string;
  cell(row: ComparedRow): string;
}

/** "168 images of 150 patients", "66 images, patients not known; 36 in each run, whose splits differ" */
function extentText({ images, patients, patientsKnown, imagesOfRuns }: ComparedRow): string {
  const whose = patientsKnown === false ? ", patients not known" : ` of ${counted(patients, "patient")}`;
  return `${counted(images, "image")}${whose}${imagesOfRuns === undefined ? "" : `; ${splitsText(imagesOfRuns)}`}`;
}

function splitsText(images: readonly number[]): string {
  const [least, most] = [Math.min(...images), Math.max(...images)];
  return `${least === most ? least : `${least} to ${most}`} in each run, whose splits differ`;
}

/** null: rows differ in it. */
function extentOf(rows: readonly ComparedRow[]): string | null {
  const [extent, ...others] = new Set(rows.map(extentText));
  return others.length === 0 ? (extent ?? null) : null;
}

const patientsText = ({ patients, patientsKnown }: ComparedRow): string =>
  patientsKnown === false ? "not known" : `${patients}`;

const only = (isThere: boolean, ...columns: readonly Column[]): readonly Column[] => (isThere ? columns : []);

const countColumns = (
  rows: readonly ComparedRow[],
  { brief, extent }: { readonly brief: boolean; readonly extent: string | null },
): Column[] => [
  ...only(!brief || rows.some(({ runs }) => runs.length > 1), { head: "runs", cell: ({ runs }) => `${runs.length}` }),
  ...only(
    extent === null,
    { head: "images", cell: ({ images }) => `${images}` },
    { head: "patients", cell: patientsText },
  ),
];

function figureColumns({ reportedBy }: Comparison, { positive }: ComparedTask, brief: boolean): Column[] {
  const of = positive ?? "mean";
  return [
    ...only(reportedBy !== null, {
      head: reportedBy ?? "",
      cell: ({ reported }) => (reported === null ? "" : formatShare(reported)),
    }),
    figureColumn("accuracy", "accuracy"),
    ...only(
      !brief,
      figureColumn(`sensitivity (${of})`, "sensitivity"),
      figureColumn(`specificity (${of})`, "specificity"),
    ),
    figureColumn(`AUROC (${of})`, "auroc"),
    { head: "less the best (accuracy)", cell: ({ againstBest }) => differenceCell(againstBest) },
    {
      head: "p (Holm)",
      cell: ({ againstBest }) => (againstBest?.kind === "paired" ? formatProbability(againstBest.adjusted) : ""),
    },
  ];
}

const figureColumn = (head: string, key: keyof ComparedRow["figures"]): Column => ({
  head,
  cell: ({ figures, opening }) =>
    figureCell(figures[key]) + (isSeen({ opening }) && figures[key].estimate !== null ? ` ${SEEN}` : ""),
});

/** "0.873 (0.851 to 0.893)", "0.873 (no interval)" */
export const figureCell = (figure: Figure, format = formatShare): string =>
  figure.estimate === null ? "-" : `${format(figure.estimate)} (${formatBounds(figure, format)})`;

function differenceCell(against: AgainstBest | null): string {
  if (against === null) return "best";
  return against.kind === "paired" ? figureCell(against.difference) : "not the same images";
}
