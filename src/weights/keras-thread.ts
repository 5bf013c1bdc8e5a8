/** Reads a file of Keras' in a thread of its own, so that whatever a damaged file does to the HDF5 library ends with that thread. */
import { Worker } from "node:worker_threads";
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import { workerUrl } from "../util/worker.ts";
import { brokenHdf5 } from "./hdf5-broken.ts";
import type { ReadingLimits } from "./keras-file.ts";
import type { NetworkLayers, NetworkWeights } from "./stored-layers.ts";

/** What the thread is to do. */
export interface ReadingOrder {
  readonly path: string;
  readonly network: NetworkLayers;
  readonly limits: ReadingLimits;
}

/** What the thread answers. */
export type ReadingAnswer =
  | { readonly weights: NetworkWeights }
  | { readonly error: { readonly code: `E_${string}`; readonly message: string; readonly details: ErrorDetails } };

/** 200 MB are read in one second. */
const LONGEST_MS = 120_000;

/** The weights in a file. */
export function readInThread(
  path: string,
  { layers, channels }: NetworkLayers,
  limits: ReadingLimits,
): Promise<NetworkWeights> {
  const workerData: ReadingOrder = { path, network: { layers, channels }, limits };
  const worker = new Worker(workerUrl("./worker.ts", import.meta.url), {
    workerData,
    execArgv: [], // --input-type of the process would stop it
    stdout: true, // what the library prints when it fails is not for the user
    stderr: true,
  });
  return new Promise<NetworkWeights>((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void => reject(brokenHdf5(limits.where, reason, cause));
    const timer = setTimeout(() => fail(`not read after ${LONGEST_MS / 1000} seconds`), LONGEST_MS);
    worker.on("message", (answer: ReadingAnswer) => {
      if ("weights" in answer) resolve(answer.weights);
      else reject(new RoentgenError(answer.error.code, answer.error.message, answer.error.details));
    });
    worker.on("error", (cause: Error) => fail(cause.message, cause));
    worker.on("exit", (code) => {
      clearTimeout(timer);
      fail(`the reading thread ended with status ${code}`); // too late to count, where there was an answer
    });
  }).finally(() => worker.terminate());
}
