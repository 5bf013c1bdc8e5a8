/** Runs side by side, as a page like a run's: each figure of every row with its interval, each row against the best, and the table. */
import { formatCount, formatProbability, type IntervalRow, intervalPlot } from "../figures/index.ts";
import {
  type ComparedRow,
  type ComparedTask,
  type Comparison,
  isSeen,
  nameOfRow,
  SEEN,
  toldValue,
} from "../run/index.ts";
import { differencePlot } from "./difference-plot.ts";
import { figure, markOf, PANEL, panel } from "./figure.ts";
import { figureCell } from "./figure-cell.ts";
import { html, type Markup, nothing } from "./html.ts";
import { page } from "./page.ts";
import { type Section, section } from "./section.ts";
import { DISCLAIMER } from "./sections/limits.ts";
import { facts, headedTable, prose, type Table } from "./table.ts";
import { taskSection, taskTitle } from "./task-section.ts";
import { capitalised, cell, counted, figureText, idOf, intervalRow, listed } from "./wording.ts";

export function comparisonPage(comparison: Comparison): string {
  const { title, tasks, notes } = comparison;
  const about = html`<ul>${[...notes, DISCLAIMER].map((note) => html`<li>${note}</li>`)}</ul>`;
  return page({
    title,
    opening: openingOf(comparison),
    sections: [...tasks.map((task, i) => sectionOf(comparison, task, i)), section("notes", "What to know", about)],
  });
}

function openingOf({ title, part, data, tasks }: Comparison): Markup {
  const rows = counted(
    tasks.reduce((sum, task) => sum + task.rows.length, 0),
    "row",
  );
  const from = data === null ? "" : ` of ${data}`;
  const best = tasks.map((task) => [taskTitle(task.positive), bestText(task)] as const);
  return html`<header class="answer"><p class="over">${rows}, judged on ${part} images${from}</p><h1>${title}</h1>
<p class="under">${leadOf(tasks)}</p>${markOf(part === "validation" ? "validation: this part chose the weights" : null)}${facts(best)}</header>`;
}

function leadOf(tasks: Comparison["tasks"]): string {
  const several = tasks.some(({ rows }) => rows.length > 1);
  return `The largest accuracy of each task.${several ? " The largest of several is so partly by chance: it flatters." : ""}`;
}

function bestText(task: ComparedTask): string {
  const best = task.rows.find(({ isBest }) => isBest);
  if (best === undefined) return "nothing";
  const { accuracy } = best.figures;
  const equals = task.rows.filter(({ figures }) => figures.accuracy.estimate === accuracy.estimate);
  return equals.length === 1
    ? `${nameOf(best)}: ${figureText(accuracy)}`
    : `${listed(equals.map(quotedName))}, the same: ${cell(accuracy.estimate)}`;
}

/** Marked where its images were no longer unseen. */
const nameOf = (row: ComparedRow): string => (isSeen(row) ? `${nameOfRow(row)} ${SEEN}` : nameOfRow(row));

const quotedName = (row: ComparedRow): string => `“${nameOf(row)}”`;

const FIGURES = ["accuracy", "auroc", "sensitivity", "specificity"] as const;
const NAMES = { accuracy: "Accuracy", auroc: "AUROC", sensitivity: "Sensitivity", specificity: "Specificity" };

function sectionOf(comparison: Comparison, task: ComparedTask, i: number): Section {
  return taskSection(
    i,
    task.task,
    task.positive,
    smallMultiples(comparison, task, i),
    againstBest(comparison, task, i),
    settings(comparison, task),
  );
}

/** The best row in colour, the others grey. */
function smallMultiples({ part, reportedBy }: Comparison, { rows, positive }: ComparedTask, i: number): Markup {
  const plot = (key: (typeof FIGURES)[number]): Markup =>
    panel(
      NAMES[key],
      intervalPlot({
        id: idOf("figure", String(i), key),
        title: `${NAMES[key]} of each row, ${part}`,
        description: "Dots with 95 % intervals.",
        rows: rows.map((row) => ({
          ...intervalRow(nameOf(row), row.figures[key]),
          ...kindOf(row),
          ...(key === "accuracy" && reportedOf(row)),
        })),
        domain: [floorOf(rows, key), 1],
        xTitle: "",
        width: PANEL,
      }),
    );
  const whose =
    positive === null
      ? "AUROC, sensitivity and specificity are means over the classes."
      : `AUROC, sensitivity and specificity are those of ${positive}.`;
  const reported = reportedBy === null ? "" : ` Upright ticks: accuracies as ${reportedBy}.`;
  const seen = rows.some(isSeen) ? ` ${SEEN} The test part had been opened before: no longer unseen.` : "";
  return figure({
    title: null,
    drawings: FIGURES.map(plot),
    mark: nothing,
    caption: `${capitalised(part)}. Lines are 95 % intervals; the row with the largest accuracy is in colour. ${whose}${reported}${seen}`,
    tables: [tableOf(rows, positive, reportedBy)],
  });
}

/** A tenth below all that is drawn, so that differences can be seen. */
function floorOf(rows: readonly ComparedRow[], key: (typeof FIGURES)[number]): number {
  const values = rows.flatMap(({ figures: { [key]: figure }, reported }) => [
    figure.low ?? figure.estimate,
    key === "accuracy" ? reported : null,
  ]);
  return Math.max(0, Math.floor(10 * Math.min(1, ...values.filter((value) => value !== null))) / 10);
}

const kindOf = ({ isBest }: ComparedRow): Pick<IntervalRow, "kind"> => ({ kind: isBest ? "main" : "other" });

const reportedOf = ({ reported }: ComparedRow): Pick<IntervalRow, "beside"> =>
  reported === null ? {} : { beside: reported };

function tableOf(rows: readonly ComparedRow[], positive: string | null, reportedBy: string | null): Table {
  const reported = reportedBy === null ? [] : [reportedBy];
  return {
    caption: `${taskTitle(positive)}: figures of each row`,
    head: ["", "runs", "images", "patients", ...FIGURES.map((key) => NAMES[key]), ...reported],
    rows: rows.map((row) => [
      nameOf(row),
      ...[row.runs.length, row.images].map(formatCount),
      row.patientsKnown === false ? "not known" : formatCount(row.patients),
      ...FIGURES.map((key) => figureCell(row.figures[key])),
      ...reported.map(() => cell(row.reported)),
    ]),
  };
}

function againstBest({ part }: Comparison, { rows, positive }: ComparedTask, i: number): Markup {
  const others = rows.filter(({ isBest }) => !isBest);
  const compared = others.flatMap((row) =>
    row.againstBest?.kind === "paired" ? [{ row, test: row.againstBest }] : [],
  );
  if (compared.length === 0) return nothing;
  const drawn = compared.map(({ row, test }) => ({ ...intervalRow(nameOf(row), test.difference), ...kindOf(row) }));
  const drawing = differencePlot({
    id: idOf("difference", String(i)),
    title: `Accuracy less the best one's, ${part}`,
    description: "Differences with 95 % intervals.",
    rows: drawn,
    xTitle: "accuracy less the best one's",
    none: "the best",
  });
  const tests = compared.map(({ row, test }) => [
    nameOf(row),
    figureCell(test.difference),
    formatProbability(test.p),
    formatProbability(test.adjusted),
    test.test,
  ]);
  const methods = [...new Set(compared.map(({ test }) => test.difference.method))].join("; ");
  const numbers = headedTable({
    caption: `${taskTitle(positive)}: each row against the best`,
    head: ["", "difference", "p", "p, corrected", prose("test")],
    rows: tests,
  });
  const plot = figure({
    title: "Against the best, on the same images",
    drawings: [drawing],
    mark: nothing,
    caption: `${capitalised(part)}. Differences of accuracy from ${bestName(rows)} with 95 % intervals (${methods}); p values are corrected by Holm over the tests of the task.${unpairedText(others)}`,
    tables: [],
  });
  return html`${plot}${numbers}`;
}

/** The first of the largest accuracy, which the others are held against. */
const bestName = (rows: readonly ComparedRow[]): string => listed(rows.filter(({ isBest }) => isBest).map(quotedName));

function unpairedText(rows: readonly ComparedRow[]): string {
  const without = rows.filter(({ againstBest }) => againstBest?.kind === "not paired").map(nameOf);
  return without.length === 0 ? "" : ` Not judged on the same images: ${listed(without)}.`;
}

/** Of rows that are named by their runs: the options in which these differ. Others are named by their options. */
function settings({ columns }: Comparison, { rows, positive }: ComparedTask): Markup {
  const options = columns.filter((column) => column !== "run" && column !== "task");
  if (options.length === 0 || rows.some(({ values }) => values.run === undefined)) return nothing;
  const title = "Options in which runs differ";
  const told = rows.map((row) => [
    nameOf(row),
    ...options.map((column) => toldValue(column, row.values[column] ?? "")),
  ]);
  const table = headedTable({ caption: `${taskTitle(positive)}: ${title}`, head: ["", ...options], rows: told });
  return html`<h3>${title}</h3>${table}`;
}
