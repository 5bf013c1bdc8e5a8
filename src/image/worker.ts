/**
 * A thread of the image pool: prepares the files that it is told to, answers with pixels or with the error.
 */
import { parentPort } from "node:worker_threads";
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import type { Pixels } from "./pixels.ts";
import { type PrepareOptions, prepare } from "./prepare.ts";

export interface PrepareRequest {
  readonly id: number;
  readonly path: string;
  readonly options: PrepareOptions;
}

export type PrepareAnswer = { readonly id: number } & (
  | { readonly image: Pixels }
  | { readonly code: RoentgenError["code"]; readonly message: string; readonly details: ErrorDetails }
  | { readonly fault: string }
);

parentPort?.on("message", (request: PrepareRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply, "image" in reply ? movable(reply.image) : []));
});

/** Memory that belongs to the pixels alone is handed over instead of copied; a Buffer's may be shared. */
const movable = ({ data }: Pixels): ArrayBuffer[] =>
  data.buffer instanceof ArrayBuffer && !Buffer.isBuffer(data) ? [data.buffer] : [];

async function answer({ id, path, options }: PrepareRequest): Promise<PrepareAnswer> {
  try {
    return { id, image: await prepare(path, options) };
  } catch (error) {
    if (!(error instanceof RoentgenError)) return { id, fault: error instanceof Error ? error.message : String(error) };
    const { cause: _, ...details } = error.details; // a cause need not survive the way between threads
    return { id, code: error.code, message: error.message, details };
  }
}
