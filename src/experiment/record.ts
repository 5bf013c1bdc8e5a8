/** Writes what happens in training into the run folder: events, history and its curves, checkpoints. */
import type { Base } from "../networks/index.ts";
import {
  type HistoryRow,
  type Hyperparameters,
  keepCheckpoint,
  openBoard,
  openEvents,
  type RunFolder,
  writeHistory,
} from "../run/index.ts";
import type { EpochEvent, TrainingEvent, TrainingPlan } from "../training/index.ts";
import { unwritable } from "../util/write.ts";
import { contentOf, shapesOf } from "./checkpoint.ts";
import type { DeviceEvent, ResumedEvent } from "./events.ts";

export interface Recorder {
  /** Takes an event in; resolves when what it writes is on the disk. */
  record(event: DeviceEvent | ResumedEvent | TrainingEvent): Promise<void>;
  /** Resolves when everything is written; throws what could not be. */
  close(): Promise<void>;
}

/** history: of the run so far; hyperparameters: what it is trained with, by name. */
export function startRecorder(
  folder: RunFolder,
  { seed, units }: Pick<TrainingPlan, "seed" | "units">,
  base: Base,
  history: HistoryRow[],
  hyperparameters: Hyperparameters,
): Recorder {
  const events = openEvents(folder.events);
  const board = openBoard(folder.board, () => Date.now() / 1000, hyperparameters);
  const shapes = shapesOf(base, units);
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = (write: () => Promise<void>): Promise<void> => {
    const written = writing.then(write); // after a failure nothing more
    writing = written;
    writing.catch(() => {}); // close tells
    return written;
  };

  return {
    async record(event) {
      if (LOGGED.includes(event.type)) telling(folder.events, () => events.append(event));
      if (event.type === "epoch") {
        const row = rowOf(event);
        history.push(row);
        const rows = [...history];
        telling(folder.board, () => board.append(row, rows.length)); // before its row: what has none is cut off
        await inTurn(() => writeHistory(folder.history, rows));
      }
      if (event.type === "checkpoint") await inTurn(() => keepCheckpoint(folder, contentOf(event, seed, shapes)));
    },
    async close() {
      try {
        await writing;
      } finally {
        events.close();
        board.close();
      }
    },
  };
}

/** Types of events that are written down one by one. */
const LOGGED: readonly string[] = ["phase", "device", "resumed", "stage", "epoch"];

/** Throws an error that tells which file could not be written. */
function telling(path: string, append: () => void): void {
  try {
    append();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function rowOf({ phase, epoch, rate, train, validation, seconds, imagesPerSecond }: EpochEvent): HistoryRow {
  return {
    phase,
    epoch,
    learningRate: rate,
    loss: train.loss,
    accuracy: train.accuracy,
    validationLoss: validation.loss,
    validationAccuracy: validation.accuracy,
    seconds,
    imagesPerSecond,
  };
}
