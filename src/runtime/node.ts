/** ONNX Runtime on Node's CPU. run() blocks the thread that calls it. */
import * as ort from "onnxruntime-node";
import { createRuntime, type Runtime } from "./runtime.ts";

export interface NodeOptions {
  /** Default: as many as the machine has cores. */
  readonly threads?: number | undefined;
}

export function nodeRuntime({ threads }: NodeOptions = {}): Runtime {
  const options = {
    executionProviders: ["cpu"],
    graphOptimizationLevel: "all",
    enableMemPattern: false, // one block for all that a run needs: up to 2 GB more of a training step, and no faster
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    logSeverityLevel: 4, // errors come as exceptions, too
    // long enough from one node to the next, a tenth of a step's time; longer would cost half the speed beside another busy program
    extra: { session: { intra_op: { allow_spinning: "1", spin_duration_us: "100" } } },
  } as const;
  return createRuntime("onnxruntime-node, CPU", ort, options, { writesInPlace: true });
}
