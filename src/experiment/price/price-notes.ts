/** What stands under the price of mistakes: how intervals and tests were made, and what they show. */
import type { PriceRow } from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { firstFew } from "../../util/first-few.ts";
import { groupBy } from "../../util/group.ts";
import { type FigureColumn, methodsNote } from "../comparison/column-methods.ts";
import { quoted } from "../comparison/quoted.ts";
import { LEVEL, partingNotes, type TestedDifference } from "../comparison/shown-to-differ.ts";

const PAIRED =
  "On the same images the difference is paired, and tested. On others (another split, another part) it is not tested, and its interval is made from those of the two accuracies as if these were independent, though a patient may be in both.";

/** rows: of one task after the other. */
export function notesOnPrice(rows: readonly PriceRow[]): string[] {
  const tasks = [...groupBy(rows, ({ task }) => task)];
  return [
    PAIRED,
    methodsNote(columnsOf(rows)),
    ...testNote(rows),
    ...tasks.flatMap(([task, some]) => partingNotes(task, some.flatMap(testedWorth))),
    ...tasks.flatMap(([task, some]) => shownNote(task, some.flatMap(testedWorth))),
  ];
}

function columnsOf(rows: readonly PriceRow[]): FigureColumn[] {
  const column = (name: string, some: readonly PriceRow[], of: (row: PriceRow) => Figure): FigureColumn => ({
    name,
    figures: some.map((row) => ({ task: row.task, row: row.mistake, figure: of(row) })),
  });
  const tested = rows.filter(({ test }) => test !== null);
  const onOthers = rows.filter(({ isPaired }) => !isPaired);
  return [
    column("accuracy with all", rows, ({ published }) => published),
    column("accuracy without it", rows, ({ without }) => without),
    column("worth on the same images", tested, ({ worth }) => worth),
    column("worth on other images", onOthers, ({ worth }) => worth),
  ];
}

const testedWorth = ({ mistake, worth, test, p, adjusted }: PriceRow): TestedDifference[] =>
  test === null || p === null || adjusted === null ? [] : [{ name: mistake, difference: worth, test, p, adjusted }];

function testNote(rows: readonly PriceRow[]): string[] {
  const tests = [...new Set(rows.flatMap(({ test }) => test ?? []))];
  if (tests.length === 0) return [];
  return [
    `p (${tests.join("; ")}) is corrected by Holm for the number of tests in the task. Below ${LEVEL} a mistake is shown to change the accuracy.`,
  ];
}

function shownNote(task: string, tested: readonly TestedDifference[]): string[] {
  if (tested.length === 0) return [];
  const shown = tested.filter(({ adjusted }) => adjusted < LEVEL).map(({ name }) => quoted(name));
  const which = shown.length === 0 ? "none" : firstFew(shown);
  return [
    `${task}: shown to change the accuracy, of ${tested.length} that ${tested.length === 1 ? "was" : "were"} tested: ${which}.`,
  ];
}
