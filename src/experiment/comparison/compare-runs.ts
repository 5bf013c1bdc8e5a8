/** Finished runs become one comparison: figures of each row, and each row of a task against the task's best. */

import { basename, resolve } from "node:path";
import {
  type AgainstBest,
  type ComparedRow,
  type ComparedTask,
  type Comparison,
  isCrossValidation,
  runFolder,
} from "../../run/index.ts";
import { holm } from "../../statistics/index.ts";
import { groupBy } from "../../util/group.ts";
import { openingsOfOtherModel } from "../other-model.ts";
import { type Test, testAgainst } from "./against-best.ts";
import { baselineNote } from "./baseline-note.ts";
import { type JudgedRun, readJudgedRuns } from "./judged-run.ts";
import { notesOn } from "./notes.ts";
import { figuresOfRow, unitOf } from "./row-figures.ts";

export interface RowOfRuns {
  /** What tells the row apart, by column. */
  readonly values: Readonly<Record<string, string>>;
  /** Folders of the runs that are pooled. */
  readonly runs: readonly string[];
  /** An accuracy that somebody has reported of the same. */
  readonly reported?: number | null;
}

export interface ComparisonRequest {
  readonly title: string;
  readonly data: string | null;
  readonly part: "validation" | "test";
  /** Names of runs that should be there and are not. */
  readonly missing: readonly string[];
  /** Whose reported accuracies the rows have. */
  readonly reportedBy?: string | null;
  /** To be told besides what the figures are. */
  readonly notes?: readonly string[];
}

interface ReadRow extends Pick<RowOfRuns, "values" | "reported"> {
  readonly runs: readonly JudgedRun[];
}

/** In the order of the rows. Throws what readJudgedRuns throws. */
export async function compareRuns(
  rows: readonly RowOfRuns[],
  { title, data, part, missing, reportedBy = null, notes = [] }: ComparisonRequest,
): Promise<Comparison> {
  const all = await readJudgedRuns([...new Set(rows.flatMap(({ runs }) => runs))], part);
  const read = rows.map(
    ({ runs, ...row }): ReadRow => ({ ...row, runs: runs.map((run) => all.find(({ folder }) => folder === run)!) }), // as read
  );
  const groups = [...groupBy(read, taskKey).values()];
  const tasks = groups.map(comparedTask);
  const columns = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const judged = read.flatMap(({ runs }) => runs);
  const remade = part === "test" ? await withOtherModels(judged) : [];
  const doubted = tasks.flatMap((task, i) =>
    baselineNote(
      task,
      groups[i]!.map(({ runs }) => runs),
    ),
  );
  const seen = judged.filter(({ opening }) => opening !== null && opening > 1).map(openingText);
  const outOfFold = judged.filter(({ config }) => isCrossValidation(config)).map(nameOf);
  const without = judged.filter(({ cases }) => cases.every(({ patient }) => patient === null));
  const patients = {
    withoutPatients: without.map(nameOf),
    areAllWithout: without.length === judged.length,
  };
  const told = [...doubted, ...notesOn({ tasks, part, missing, remade, seen, outOfFold, ...patients }), ...notes];
  return { version: 1, title, data, part, reportedBy, columns, tasks, notes: told };
}

/** Names of runs whose figures are of another model than they have now. */
async function withOtherModels(runs: readonly JudgedRun[]): Promise<string[]> {
  const others = await Promise.all(runs.map(({ folder }) => openingsOfOtherModel(runFolder(folder))));
  return runs.filter(({ opening }, i) => others[i]!.includes(opening ?? 1)).map(nameOf);
}

/** "resnet101 (opening 2)" */
const openingText = (run: JudgedRun): string => `${nameOf(run)} (opening ${run.opening})`;

const nameOf = ({ folder }: JudgedRun): string => basename(resolve(folder));

/** Only models that tell the same names apart are held against each other. */
const taskKey = ({ runs: [first] }: ReadRow): string =>
  JSON.stringify([first!.metrics.positive, [...first!.classes].sort()]);

function comparedTask(rows: readonly ReadRow[]): ComparedTask {
  const { config, metrics } = rows[0]!.runs[0]!;
  const figures = rows.map(({ runs }) => figuresOfRow(runs));
  const best = bestOf(figures.map(({ accuracy }) => accuracy.estimate));
  const tests = rows.map(({ runs }, i) => (i === best ? null : testAgainst(runs, rows[best]!.runs)));
  const against = corrected(tests);
  return {
    task: config.task,
    positive: metrics.positive,
    rows: rows.map(({ values, runs, reported = null }, i): ComparedRow => {
      const cases = runs.flatMap((run) => run.cases);
      return {
        values,
        runs: runs.map(nameOf),
        images: new Set(cases.map(({ sha256 }) => sha256)).size,
        patients: new Set(cases.map(unitOf)).size,
        ...(cases.every(({ patient }) => patient === null) && { patientsKnown: false }),
        ...differentImages(runs),
        opening: latestOpening(runs),
        figures: figures[i]!,
        reported,
        isBest: i === best,
        againstBest: against[i]!,
      };
    }),
  };
}

/** Told where an image was judged by some runs, but not by all: neither of seeds on one split, nor of folds. */
function differentImages(runs: readonly JudgedRun[]): Pick<ComparedRow, "imagesOfRuns"> {
  const ofRuns = runs.map(({ cases }) => new Set(cases.map(({ sha256 }) => sha256)));
  const all = new Set(ofRuns.flatMap((images) => [...images])).size;
  const areSame = ofRuns.every(({ size }) => size === all);
  const areApart = ofRuns.reduce((sum, { size }) => sum + size, 0) === all;
  return areSame || areApart ? {} : { imagesOfRuns: runs.map(({ cases }) => cases.length) };
}

function latestOpening(runs: readonly JudgedRun[]): number | null {
  const openings = runs.flatMap(({ opening }) => opening ?? []);
  return openings.length === 0 ? null : Math.max(...openings);
}

/** The place of the largest; of equal ones the first. */
function bestOf(accuracies: readonly (number | null)[]): number {
  const known = accuracies.map((accuracy) => accuracy ?? Number.NEGATIVE_INFINITY);
  return known.indexOf(Math.max(...known));
}

function corrected(tests: readonly (Test | null)[]): (AgainstBest | null)[] {
  const adjusted = holm(tests.map((test) => (test?.kind === "paired" ? test.p : null)));
  return tests.map((test, i) => (test?.kind === "paired" ? { ...test, adjusted: adjusted[i]! } : test));
}
