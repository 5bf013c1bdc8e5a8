/** What each mistake of the published method was worth, as a page like a comparison's: a plot for each task, its numbers, and what to know. */
import { formatPoints, formatProbability } from "../figures/index.ts";
import type { Price, PriceRow } from "../run/index.ts";
import { groupBy } from "../util/group.ts";
import { differencePlot } from "./difference-plot.ts";
import { figure } from "./figure.ts";
import { figureCell } from "./figure-cell.ts";
import { html, type Markup, nothing } from "./html.ts";
import { page } from "./page.ts";
import { type Section, section } from "./section.ts";
import { DISCLAIMER } from "./sections/limits.ts";
import { facts, prose, type Table } from "./table.ts";
import { taskSection, taskTitle } from "./task-section.ts";
import { counted, figureText, idOf, intervalRow } from "./wording.ts";

/** What stands before any of its tables. */
export const WORTH =
  "What each mistake was worth: the accuracy with all of them, less the accuracy without this one alone, in points of a hundred. Above 0 it flatters, below 0 it costs.";

export function pricePage(price: Price): string {
  const tasks = [...groupBy(price.rows, ({ task }) => task)];
  const about = html`<ul>${[...price.notes, DISCLAIMER].map((note) => html`<li>${note}</li>`)}</ul>`;
  return page({
    title: "The price of mistakes",
    opening: openingOf(price, tasks),
    sections: [...tasks.map(sectionOf), section("notes", "What to know", about)],
  });
}

type Task = readonly [task: string, rows: readonly PriceRow[]];

function openingOf({ network, data, rows }: Price, tasks: readonly Task[]): Markup {
  const mistakes = counted(new Set(rows.map(({ mistake }) => mistake)).size, "mistake");
  const published = tasks.map(([task, [first]]) => [taskTitle(positiveOf(task)), publishedText(first!)] as const);
  return html`<header class="answer"><p class="over">${mistakes} of the published method, ${network} on ${data}</p><h1>The price of mistakes</h1>
<p class="under">${WORTH}</p>${facts(published)}</header>`;
}

const publishedText = ({ published }: PriceRow): string => `accuracy with all mistakes: ${figureText(published)}`;

const sectionOf = ([task, rows]: Task, i: number): Section =>
  taskSection(i, task, positiveOf(task), plotOf(taskTitle(positiveOf(task)), rows, i));

/** Of binary:NAME; null: all classes. */
const positiveOf = (task: string): string | null => /^binary:(.+)$/.exec(task)?.[1] ?? null;

function plotOf(title: string, rows: readonly PriceRow[], i: number): Markup {
  const drawn = rows.map((row) => ({
    ...intervalRow(row.mistake, row.worth),
    kind: row.test === null ? ("other" as const) : ("main" as const),
  }));
  const drawing = differencePlot({
    id: idOf("worth", String(i)),
    title: `${title}: worth of each mistake`,
    description: "Differences of accuracy with 95 % intervals.",
    rows: drawn,
    unit: "points",
    xTitle: "worth, points of accuracy",
    none: "worth nothing",
  });
  return figure({
    title: null,
    drawings: [drawing],
    mark: nothing,
    caption: captionOf(rows),
    tables: tablesOf(title, rows),
  });
}

/** How the intervals of both kinds of rows were made. */
function captionOf(rows: readonly PriceRow[]): string {
  const methods = (isTested: boolean): string =>
    [...new Set(rows.filter(({ test }) => (test !== null) === isTested).map(({ worth }) => worth.method))].join("; ");
  const [tested, others] = [methods(true), methods(false)];
  return [
    "Test. Lines are 95 % intervals.",
    ...(tested === "" ? [] : [`In colour: with and without on the same images, and tested (${tested}).`]),
    ...(others === "" ? [] : [`Grey: not tested (${others}).`]),
  ].join(" ");
}

const tablesOf = (title: string, rows: readonly PriceRow[]): Table[] => [
  {
    caption: `${title}: worth of each mistake, in points of accuracy`,
    head: ["", "worth", "p", "p, corrected", prose("test")],
    rows: rows.map(({ mistake, worth, p, adjusted, test }) => [
      ...[mistake, figureCell(worth, formatPoints), pCell(p), pCell(adjusted), test ?? "no test"],
    ]),
  },
  {
    caption: `${title}: what is done instead of each mistake, and accuracy with all and without it`,
    head: ["", prose("instead"), "with all", "without it"],
    rows: rows.map(({ mistake, instead, ...figures }) => [
      ...[mistake, instead, figureCell(figures.published), figureCell(figures.without)],
    ]),
  },
];

const pCell = (p: number | null): string => (p === null ? "–" : formatProbability(p));
