/**
 * A thread of the image pool: prepares the files that it is told to, answers with pixels, a PNG or the error.
 */
import { parentPort } from "node:worker_threads";
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import type { Pixels } from "./pixels.ts";
import { encodePng } from "./png/encode.ts";
import { type PrepareOptions, prepare } from "./prepare.ts";

export interface PrepareRequest {
  readonly id: number;
  readonly path: string;
  readonly options: PrepareOptions;
  readonly as: "pixels" | "png";
}

export type PrepareResult = Pixels | Uint8Array;

/** The first message: all is loaded. */
export interface Ready {
  readonly ready: true;
}

export type PrepareAnswer = { readonly id: number } & (
  | { readonly result: PrepareResult }
  | { readonly code: RoentgenError["code"]; readonly message: string; readonly details: ErrorDetails }
  | { readonly fault: string }
);

/** One is decoded while the other is enhanced. */
const AT_ONCE = 2;

const waiting: PrepareRequest[] = [];
let underWay = 0;

parentPort?.on("message", (request: PrepareRequest) => {
  waiting.push(request);
  if (underWay < AT_ONCE) void answerWaiting();
});

parentPort?.postMessage({ ready: true } satisfies Ready);

async function answerWaiting(): Promise<void> {
  underWay += 1;
  for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
    const reply = await answer(request);
    parentPort?.postMessage(reply, "result" in reply ? movable(reply.result) : []);
  }
  underWay -= 1;
}

/** Memory that belongs to the result alone is handed over instead of copied; a Buffer's may be shared. */
function movable(result: PrepareResult): ArrayBuffer[] {
  const data = result instanceof Uint8Array ? result : result.data;
  return data.buffer instanceof ArrayBuffer && !Buffer.isBuffer(data) ? [data.buffer] : [];
}

async function answer({ id, path, options, as }: PrepareRequest): Promise<PrepareAnswer> {
  try {
    const image = await prepare(path, options);
    return { id, result: as === "png" ? encodePng(image) : image };
  } catch (error) {
    if (!(error instanceof RoentgenError)) return { id, fault: error instanceof Error ? error.message : String(error) };
    const { cause: _, ...details } = error.details; // a cause need not survive the way between threads
    return { id, code: error.code, message: error.message, details };
  }
}
