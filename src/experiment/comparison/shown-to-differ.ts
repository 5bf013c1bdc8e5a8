/**
 * What a table shows to differ: a difference whose p value, corrected, is below 0.05. Its interval is made by another method, and of one comparison
 * alone, so that the two can part, most of all with few patients. p decides: permutations keep the level of a test with however few there are
 * (Lehmann and Romano, Testing Statistical Hypotheses, 2005, chapter 15), McNemar's mid-p nearly so; a bootstrap's intervals only with many.
 */
import { formatProbability } from "../../figures/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { firstFew } from "../../util/first-few.ts";
import { quoted } from "./quoted.ts";

export const LEVEL = 0.05;

export interface TestedDifference {
  readonly name: string;
  readonly difference: Figure;
  readonly p: number;
  /** By Holm. */
  readonly adjusted: number;
  readonly test: string;
}

/** Of one task: rows whose intervals and p values tell different things, and why. Nothing where none do. */
export function partingNotes(task: string, rows: readonly TestedDifference[]): string[] {
  const isWithout = ({ difference }: TestedDifference): boolean => excludesZero(difference);
  return [
    ...methodNote(
      task,
      rows.filter((row) => isWithout(row) !== row.p < LEVEL),
    ),
    ...numberNote(
      task,
      rows.filter((row) => isWithout(row) && row.p < LEVEL && row.adjusted >= LEVEL),
    ),
  ];
}

/** As tables show it, to three digits. */
function excludesZero({ low, high }: Figure): boolean {
  return low !== null && high !== null && (Number(low.toFixed(3)) > 0 || Number(high.toFixed(3)) < 0);
}

function methodNote(task: string, rows: readonly TestedDifference[]): string[] {
  if (rows.length === 0) return [];
  const which = rows.map(({ name, difference, p }) => {
    const interval = excludesZero(difference) ? "does not hold 0" : "holds 0";
    return `${quoted(name)} (the interval ${interval}, p ${formatProbability(p)})`;
  });
  const intervals = unique(rows.map(({ difference }) => difference.method));
  const tests = unique(rows.map(({ test }) => test));
  return [
    `${task}: interval and p do not agree in ${firstFew(which)}. They are different methods (interval: ${intervals}; p: ${tests}); p decides what is shown to differ.`,
  ];
}

const unique = (words: readonly string[]): string => [...new Set(words)].join("; ");

function numberNote(task: string, rows: readonly TestedDifference[]): string[] {
  if (rows.length === 0) return [];
  const which = rows.map(
    ({ name, p, adjusted }) => `${quoted(name)} (p ${formatProbability(p)}, corrected ${formatProbability(adjusted)})`,
  );
  return [
    `${task}: the interval does not hold 0, and yet not shown to differ: ${firstFew(which)}. An interval is of one comparison alone; p, which decides, is corrected for all tests of the task.`,
  ];
}
