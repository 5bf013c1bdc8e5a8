/** Writes what happens in training into the run folder: events, history, the best checkpoint. */
import type { Tensor } from "../graph/index.ts";
import { type Base, headVariables, onnxShape } from "../networks/index.ts";
import { type HistoryRow, openEvents, type RunFolder, stateSchema, writeHistory, writeJson } from "../run/index.ts";
import type { CheckpointEvent, EpochEvent, TrainingEvent, TrainingPlan } from "../training/index.ts";
import { writeWhole } from "../util/write.ts";
import { safetensorsPieces } from "../weights/index.ts";
import type { DeviceEvent } from "./events.ts";

export interface Recorder {
  /** Takes an event in; what it writes is under way when this returns. */
  record(event: DeviceEvent | TrainingEvent): void;
  /** Resolves when everything is written; throws what could not be. */
  close(): Promise<void>;
}

export function startRecorder(
  folder: RunFolder,
  { seed, units }: Pick<TrainingPlan, "seed" | "units">,
  base: Base,
): Recorder {
  const events = openEvents(folder.events);
  const history: HistoryRow[] = [];
  const shapes = shapesOf(base, units);
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = (write: () => Promise<void>): void => {
    writing = writing.then(write);
    writing.catch(() => {}); // close tells
  };

  return {
    record(event) {
      if (event.type === "phase" || event.type === "device") events.append(event);
      if (event.type === "epoch") {
        events.append(event);
        history.push(rowOf(event));
        const rows = [...history];
        inTurn(() => writeHistory(folder.history, rows));
      }
      if (event.type === "checkpoint") {
        const frozenEpochs = event.phase === "frozen" ? null : countFrozen(history);
        inTurn(() => writeCheckpoint(folder, event, { seed, frozenEpochs, shapes }));
      }
    },
    async close() {
      try {
        await writing;
      } finally {
        events.close();
      }
    },
  };
}

const countFrozen = (history: readonly HistoryRow[]): number =>
  history.filter(({ phase }) => phase === "frozen").length;

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

type Shapes = ReadonlyMap<string, readonly number[]>;

function shapesOf(base: Base, units: number): Shapes {
  const variables = [...base.variables, ...headVariables(base.channels, units)];
  return new Map(variables.map((variable) => [variable.name, onnxShape(variable)]));
}

interface CheckpointContext {
  readonly seed: number;
  readonly frozenEpochs: number | null;
  readonly shapes: Shapes;
}

async function writeCheckpoint(
  { checkpoint }: RunFolder,
  { phase, epoch, updates, stopping, falling, parameters }: CheckpointEvent,
  { seed, frozenEpochs, shapes }: CheckpointContext,
): Promise<void> {
  const tensors = [...parameters].map(([name, data]): [string, Tensor] => [
    name,
    { type: "float32", shape: shapes.get(name)!, data },
  ]);
  await writeWhole(checkpoint.best.weights, safetensorsPieces(new Map(tensors)));
  await writeJson(checkpoint.best.state, stateSchema, {
    version: 1,
    seed,
    phase,
    epoch,
    step: updates,
    optimizer: "adam",
    frozenEpochs,
    earlyStopping: stopping,
    reduceRate: falling,
  });
}
