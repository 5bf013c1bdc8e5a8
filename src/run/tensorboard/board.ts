/**
 * tensorboard/events.out.tfevents.roentgen: the curves of history.csv for TensorBoard (tensorboard --logdir runs), appended epoch by epoch, so
 * that they can be watched, and before them what the run was trained with. A step is an epoch, counted over both phases. A killed run may leave half a record at the end, which TensorBoard
 * waits at and the next opening cuts off. Times are when an epoch ended: this file differs between runs that are the same otherwise.
 */
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { formatRecord, readRecords } from "../../util/tfrecord.ts";
import { writeWhole } from "../../util/write.ts";
import type { HistoryRow } from "../history.ts";
import { formatFileVersion, formatScalars, stepOf } from "./event.ts";
import { formatHyperparameters, type Hyperparameters } from "./hyperparameters.ts";

export interface Board {
  /** step: epochs of the run so far, this one with them. */
  append(row: HistoryRow, step: number): void;
  close(): void;
}

/** clock: seconds since 1970. hyperparameters: of a run that begins. The folder must be there. */
export function openBoard(path: string, clock: () => number, hyperparameters: Hyperparameters = {}): Board {
  const file = openSync(path, "a+");
  const { length } = readRecords(readFileSync(path));
  ftruncateSync(file, length);
  const append = (event: Uint8Array) => writeFileSync(file, formatRecord(event));
  if (length === 0) {
    append(formatFileVersion(clock()));
    if (Object.keys(hyperparameters).length > 0) append(formatHyperparameters(clock(), hyperparameters));
  }
  return {
    append: (row, step) => append(formatScalars({ wallTime: clock(), step, scalars: scalarsOf(row) })),
    close: () => closeSync(file),
  };
}

/** Leaves the events up to a step. */
export async function cutBoard(path: string, step: number): Promise<void> {
  const { data } = readRecords(await readFile(path));
  const kept = data.filter((event) => stepOf(event) <= step);
  if (kept.length < data.length) await writeWhole(path, kept.map(formatRecord));
}

const scalarsOf = (row: HistoryRow): Record<string, number> => ({
  "loss/train": row.loss,
  "loss/validation": row.validationLoss,
  "accuracy/train": row.accuracy,
  "accuracy/validation": row.validationAccuracy,
  learning_rate: row.learningRate,
  images_per_second: row.imagesPerSecond,
});
