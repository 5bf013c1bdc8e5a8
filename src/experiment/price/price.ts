/**
 * What each mistake of the published method was worth: the accuracy that is told with it, less the one without it. Above 0 the mistake flatters;
 * below 0 it costs. Where both judged the same images, by a paired test's difference; else by MOVER from both intervals.
 */
import { formatShare } from "../../figures/index.ts";
import type { PriceRow } from "../../run/index.ts";
import { type Figure, holm } from "../../statistics/index.ts";
import { testAgainst } from "../comparison/against-best.ts";
import { type JudgedRun, readJudgedRuns } from "../comparison/judged-run.ts";
import { figuresOfRow } from "../comparison/row-figures.ts";
import { independentDifference } from "./independent-difference.ts";

type Uncorrected = Omit<PriceRow, "adjusted">;

export interface Priced {
  readonly task: string;
  readonly mistake: string;
  readonly instead: string;
  /** Folders of the runs, one for each seed. */
  readonly published: readonly string[];
  readonly without: readonly string[];
}

/** Of a mistake that has runs of its own, without it. */
export async function priceOf({ task, mistake, instead, ...runs }: Priced): Promise<Uncorrected> {
  const published = await readJudgedRuns(runs.published, "test");
  const without = await readJudgedRuns(runs.without, "test");
  return { task, mistake, instead, ...worthOf(published, without) };
}

function worthOf(
  published: readonly JudgedRun[],
  without: readonly JudgedRun[],
): Omit<Uncorrected, "task" | "mistake" | "instead"> {
  const accuracies = { published: accuracyOf(published), without: accuracyOf(without) };
  const test = testAgainst(published, without);
  if (test.kind === "paired")
    return { ...accuracies, worth: test.difference, isPaired: true, test: test.test, p: test.p };
  const worth = independentDifference(accuracies.published, accuracies.without);
  return { ...accuracies, worth, ...UNPAIRED };
}

const UNPAIRED = { isPaired: false, test: null, p: null };

const accuracyOf = (runs: readonly JudgedRun[]): Figure => figuresOfRow(runs).accuracy;

/** rows: of one task. */
export function corrected(rows: readonly Uncorrected[]): PriceRow[] {
  const adjusted = holm(rows.map(({ p }) => p));
  return rows.map((row, i) => ({ ...row, adjusted: adjusted[i] ?? null }));
}

/** The published runs, read on validation instead of test. */
export async function priceOfValidation(task: string, folders: readonly string[]): Promise<Uncorrected> {
  const published = accuracyOf(await readJudgedRuns(folders, "validation"));
  const without = accuracyOf(await readJudgedRuns(folders, "test"));
  const worth = independentDifference(published, without);
  return {
    task,
    mistake: "test scores of the validation part",
    instead: "scores of the test part",
    published,
    without,
    worth,
    ...UNPAIRED,
  };
}

/** Accuracy does not see it: the confusion matrix is turned round, and with it what sensitivity and specificity are of. */
export async function priceOfSwap(
  task: string,
  folders: readonly string[],
): Promise<{ row: Uncorrected; note: string }> {
  const { accuracy, sensitivity, specificity } = figuresOfRow(await readJudgedRuns(folders, "test"));
  const worth: Figure = { estimate: 0, low: 0, high: 0, n: accuracy.n, method: "the same decisions by other names" };
  const row = {
    task,
    mistake: "labels of the confusion matrix swapped",
    instead: "labels by name",
    published: accuracy,
    without: accuracy,
    worth,
    isPaired: true,
    test: null,
    p: null,
  };
  return {
    row,
    note: `Labels that are swapped change no accuracy, but in ${task} a sensitivity of ${told(sensitivity)} is read as the specificity, and a specificity of ${told(specificity)} as the sensitivity.`,
  };
}

const told = ({ estimate }: Figure): string => (estimate === null ? "none" : formatShare(estimate));
