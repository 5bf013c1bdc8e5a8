/** Checkpoints between training's arrays and the run folder's files. */
import type { Tensor } from "../graph/index.ts";
import { type Base, headVariables, onnxShape } from "../networks/index.ts";
import type { CheckpointContent, KeptCheckpoint } from "../run/index.ts";
import { type Checkpoint, type CheckpointEvent, notFiniteOf } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import { readSafetensors, safetensorsPieces } from "../weights/index.ts";

type Arrays = ReadonlyMap<string, Float32Array>;
/** Of parameters, by name. */
export type Shapes = ReadonlyMap<string, readonly number[]>;

export function shapesOf(base: Base, units: number): Shapes {
  const variables = [...base.variables, ...headVariables(base.channels, units)];
  return new Map(variables.map((variable) => [variable.name, onnxShape(variable)]));
}

export function contentOf(
  { state, parameters, learner, best }: CheckpointEvent,
  seed: number,
  shapes: Shapes,
): CheckpointContent {
  const { phase, epoch, underWay, stopping, falling, frozenEpochs } = state;
  return {
    standing: {
      seed,
      phase,
      epoch,
      underWay: { steps: underWay.steps, ...underWay.sums },
      step: learner.updates,
      optimizer: "adam",
      frozenEpochs,
      earlyStopping: stopping,
      reduceRate: falling,
      best: state.best,
    },
    weights: safetensorsPieces(tensorsOf(parameters, shapes)),
    optimizer: safetensorsPieces(tensorsOf(learner.arrays, shapes)),
    best: typeof best === "string" ? best : safetensorsPieces(tensorsOf(best, shapes)),
  };
}

/** What belongs to a parameter, "NAME:first", has its shape. */
function tensorsOf(arrays: Arrays, shapes: Shapes): Map<string, Tensor> {
  const shapeOf = (name: string): readonly number[] => shapes.get(name.split(":")[0]!)!;
  return new Map([...arrays].map(([name, data]) => [name, { type: "float32", shape: shapeOf(name), data }]));
}

/** where: the run's folder, for errors. */
export function checkpointOf({ state, weights, optimizer, best }: KeptCheckpoint, where: string): Checkpoint {
  const { steps, ...sums } = state.underWay;
  return {
    state: {
      phase: state.phase,
      epoch: state.epoch,
      underWay: { steps, sums },
      stopping: state.earlyStopping,
      falling: state.reduceRate,
      frozenEpochs: state.frozenEpochs,
      best: state.best,
    },
    parameters: arraysOf(weights, `${where}, weights`),
    best: arraysOf(best, `${where}, best`),
    learner: { updates: state.step, arrays: arraysOf(optimizer, `${where}, optimizer`) },
  };
}

function arraysOf(file: Uint8Array, where: string): Map<string, Float32Array> {
  const { tensors } = readSafetensors(file, where);
  const arrays = new Map([...tensors].map(([name, { data }]) => [name, data as Float32Array])); // as contentOf wrote them
  const wrong = notFiniteOf(arrays);
  if (wrong === null) return arrays;
  throw new RoentgenError("E_CHECKPOINT", "the checkpoint holds values that are not finite", {
    where,
    expected: "finite numbers",
    received: `NaN or infinity in ${wrong}`,
    fix: "bring the folder checkpoint back from a copy, or train a new run",
  });
}
