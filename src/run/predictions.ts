/**
 * predictions/*.csv: what the model said of each image: path, label, prediction, and probability_NAME for every class.
 */
import { formatCsv, parseCsv, requireColumns } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { writeWhole } from "../util/write.ts";
import { readRunFile } from "./json.ts";

export interface Predictions {
  readonly classes: readonly string[];
  readonly rows: readonly PredictionRow[];
}

export interface PredictionRow {
  readonly path: string;
  /** null where it is not known. */
  readonly label: string | null;
  readonly prediction: string;
  /** In the order of classes; from 0 to 1. */
  readonly probabilities: readonly number[];
}

const PREFIX = "probability_";

export async function writePredictions(path: string, { classes, rows }: Predictions): Promise<void> {
  const header = ["path", "label", "prediction", ...classes.map((name) => PREFIX + name)];
  const cells = rows.map((row) => [row.path, row.label, row.prediction, ...row.probabilities]);
  await writeWhole(path, formatCsv(header, cells));
}

export async function readPredictions(path: string): Promise<Predictions> {
  const table = parseCsv(await readRunFile(path), path);
  requireColumns(table, ["path", "label", "prediction"], path);
  const classes = table.columns
    .filter((column) => column.startsWith(PREFIX))
    .map((column) => column.slice(PREFIX.length));
  const rows = table.rows.map((row) => ({
    path: row.field("path"),
    label: row.field("label") || null,
    prediction: row.field("prediction"),
    probabilities: classes.map((name) =>
      probability(row.field(PREFIX + name), `${path}, line ${row.line}, ${PREFIX}${name}`),
    ),
  }));
  return { classes, rows };
}

function probability(text: string, where: string): number {
  const value = text === "" ? Number.NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new RoentgenError("E_RUN_FILE", "this is not a probability", {
    where,
    expected: "a number from 0 to 1",
    received: text,
    fix: "take the file from the run again",
  });
}
