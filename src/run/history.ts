/**
 * history.csv: a row per epoch. Written whole each time (a hundred short rows), so that it is never half a row.
 */
import { formatCsv, parseCsv, requireColumns } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { writeWhole } from "../util/write.ts";
import { readRunFile } from "./json.ts";
import { PHASES, type Phase } from "./state.ts";

export interface HistoryRow {
  readonly phase: Phase;
  /** From 1, within the phase. */
  readonly epoch: number;
  readonly learningRate: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

const COLUMNS = {
  learningRate: "learning_rate",
  loss: "loss",
  accuracy: "accuracy",
  validationLoss: "validation_loss",
  validationAccuracy: "validation_accuracy",
  seconds: "seconds",
  imagesPerSecond: "images_per_second",
} as const satisfies Partial<Record<keyof HistoryRow, string>>;
const FIGURES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]; // the keys of the literal above
const HEADER = ["phase", "epoch", ...Object.values(COLUMNS)];

export async function writeHistory(path: string, rows: readonly HistoryRow[]): Promise<void> {
  const cells = rows.map((row) => [row.phase, row.epoch, ...FIGURES.map((figure) => row[figure])]);
  await writeWhole(path, formatCsv(HEADER, cells));
}

export async function readHistory(path: string): Promise<HistoryRow[]> {
  const table = parseCsv(await readRunFile(path), path);
  requireColumns(table, HEADER, path);
  return table.rows.map((row) => {
    const number = (column: string) => finite(row.field(column), `${path}, line ${row.line}, ${column}`);
    const figures = FIGURES.map((figure) => [figure, number(COLUMNS[figure])] as const);
    return {
      phase: phaseOf(row.field("phase"), `${path}, line ${row.line}, phase`),
      epoch: number("epoch"),
      ...(Object.fromEntries(figures) as Record<keyof typeof COLUMNS, number>), // each of FIGURES, once
    };
  });
}

function phaseOf(text: string, where: string): Phase {
  const phase = PHASES.find((name) => name === text);
  if (phase) return phase;
  throw wrongCell("this is not a phase", where, text);
}

function finite(text: string, where: string): number {
  const value = text === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw wrongCell("this is not a number", where, text);
}

function wrongCell(message: string, where: string, received: string): RoentgenError {
  return new RoentgenError("E_RUN_FILE", message, {
    where,
    expected: "a row as a run writes it",
    received,
    fix: "take the file from the run again",
  });
}
