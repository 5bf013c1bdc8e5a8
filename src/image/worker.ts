/**
 * A thread of the image pool: prepares the files that it is told to; answers with the pixels, or that they are written as a PNG, or the error.
 */
import { dirname } from "node:path";
import { parentPort } from "node:worker_threads";
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import { makeFolder } from "../util/folder.ts";
import { writeSmallWhole } from "../util/write.ts";
import type { Pixels } from "./pixels.ts";
import { encodePng } from "./png/encode.ts";
import { type PrepareOptions, prepare } from "./prepare.ts";

export interface PrepareRequest {
  readonly id: number;
  readonly path: string;
  readonly options: PrepareOptions;
  /** The PNG to write; null: the pixels are wanted. */
  readonly out: PngFile | null;
}

export interface PngFile {
  readonly path: string;
  /** What it is called until it is whole. */
  readonly temporary: string;
}

/** null: written. */
export type PrepareResult = Pixels | null;

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
  prepareNext();
});

parentPort?.postMessage({ ready: true } satisfies Ready);

/** The next one begins when this one is prepared, before it is written: any number may be on the way to the disk. */
function prepareNext(): void {
  if (underWay === AT_ONCE) return;
  const request = waiting.shift();
  if (request === undefined) return;
  underWay += 1;
  const prepared = prepare(request.path, request.options).finally(() => {
    underWay -= 1;
    setImmediate(prepareNext); // what has come from the disk meanwhile is answered first
  });
  void answer(request, prepared);
}

async function answer({ id, out }: PrepareRequest, prepared: Promise<Pixels>): Promise<void> {
  const reply = await replyOf(id, out === null ? prepared : prepared.then((image) => write(out, image)));
  parentPort?.postMessage(reply, "result" in reply ? movable(reply.result) : []);
}

async function replyOf(id: number, work: Promise<PrepareResult>): Promise<PrepareAnswer> {
  try {
    return { id, result: await work };
  } catch (error) {
    if (!(error instanceof RoentgenError)) return { id, fault: error instanceof Error ? error.message : String(error) };
    const { cause: _, ...details } = error.details; // a cause need not survive the way between threads
    return { id, code: error.code, message: error.message, details };
  }
}

async function write({ path, temporary }: PngFile, image: Pixels): Promise<null> {
  await makeFolderOnce(dirname(path));
  await writeSmallWhole(path, encodePng(image), temporary);
  return null;
}

const made = new Set<string>();

async function makeFolderOnce(path: string): Promise<void> {
  if (made.has(path)) return;
  await makeFolder(path);
  made.add(path);
}

/** Memory that belongs to the result alone is handed over instead of copied; a Buffer's may be shared. */
function movable(result: PrepareResult): ArrayBuffer[] {
  if (result === null || Buffer.isBuffer(result.data)) return [];
  return result.data.buffer instanceof ArrayBuffer ? [result.data.buffer] : [];
}
