/** What stands under a comparison: what its figures are of, and how its intervals and tests were made. */
import { type ComparedRow, type ComparedTask, type Comparison, nameOfRow, SEEN } from "../../run/index.ts";
import { firstFew } from "../../util/first-few.ts";
import { groupBy } from "../../util/group.ts";
import { intervalNotes } from "./interval-notes.ts";
import { quoted } from "./quoted.ts";
import { LEVEL, partingNotes, type TestedDifference } from "./shown-to-differ.ts";

interface Known extends Pick<Comparison, "tasks" | "part"> {
  readonly missing: readonly string[];
  /** Names of runs whose model was made again since, and is another. */
  readonly remade: readonly string[];
  /** Runs whose figures are of a later opening of the test part than its first, each with which. */
  readonly seen: readonly string[];
  /** Names of cross-validations. */
  readonly outOfFold: readonly string[];
  /** Runs none of whose images has a patient that is known. */
  readonly withoutPatients: readonly string[];
  /** Whether that is so of every run. */
  readonly areAllWithout: boolean;
}

export function notesOn({ tasks, part, missing, remade, seen, outOfFold, ...patients }: Known): string[] {
  return [
    partNote(part),
    ...outOfFoldNote(outOfFold),
    ...seenNote(seen),
    ...intervalNotes(tasks),
    ...patientNote(patients),
    ...testNotes(tasks),
    ...tasks.flatMap(({ task, rows }) => partingNotes(task, rows.flatMap(testedDifference))),
    ...remadeNote(remade),
    ...missingNote(missing),
  ];
}

const partNote = (part: Comparison["part"]): string =>
  part === "validation"
    ? "Figures are of the validation part, which chose the weights: on images that chose nothing they will be lower."
    : "Figures are of images that neither trained nor chose anything.";

const outOfFoldNote = (runs: readonly string[]): string[] =>
  runs.length === 0
    ? []
    : [`Out of fold, each image judged by the fold's model that had not seen it: ${firstFew(runs)}.`];

const seenNote = (runs: readonly string[]): string[] =>
  runs.length === 0
    ? []
    : [`${SEEN} No longer unseen: the test part had been opened before these figures came, of ${firstFew(runs)}.`];

function patientNote({ withoutPatients, areAllWithout }: Pick<Known, "withoutPatients" | "areAllWithout">): string[] {
  if (withoutPatients.length === 0) return [];
  const whose = areAllWithout ? "" : ` of ${firstFew(withoutPatients)}`;
  return [`Patients${whose} are not known: each image counts as one of its own.`];
}

function testNotes(tasks: readonly ComparedTask[]): string[] {
  const rows = tasks.flatMap((task) => task.rows);
  const tests = new Set(rows.flatMap((row) => testedDifference(row).map(({ test }) => test)));
  const told = `p (${[...tests].join("; ")}) is of the difference in accuracy from the best row of the task, which was chosen by the same figures, and is corrected by Holm for the number of tests in the task. Below ${LEVEL} a row is shown to differ from the best.`;
  return [...(tests.size === 0 ? [] : [told]), ...tasks.flatMap(untestedNote)];
}

function untestedNote({ task, rows }: ComparedTask): string[] {
  const untested = rows.flatMap((row) =>
    row.againstBest?.kind === "not paired" ? [{ name: quoted(nameOfRow(row)), reason: row.againstBest.reason }] : [],
  );
  if (untested.length === 0) return [];
  const told = [...groupBy(untested, ({ reason }) => reason)].map(
    ([reason, some]) => `${firstFew(some.map(({ name }) => name))} (${reason})`,
  );
  return [`${task}: not tested against the best: ${told.join("; ")}.`];
}

const testedDifference = (row: ComparedRow): TestedDifference[] =>
  row.againstBest?.kind === "paired" ? [{ name: nameOfRow(row), ...row.againstBest }] : [];

const remadeNote = (runs: readonly string[]): string[] =>
  runs.length === 0
    ? []
    : [`Models that were made again since, and are others than those that were judged: ${firstFew(runs)}.`];

const missingNote = (runs: readonly string[]): string[] =>
  runs.length === 0 ? [] : [`Without figures, and not in the table: ${firstFew(runs)}.`];
