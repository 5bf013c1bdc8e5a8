/** The thread of keras-thread.ts: reads one file, answers, ends. */
import { parentPort, workerData } from "node:worker_threads";
import { RoentgenError } from "../util/error.ts";
import { weightsInFile } from "./keras-file.ts";
import type { ReadingAnswer, ReadingOrder } from "./keras-thread.ts";

const { path, network, limits } = workerData as ReadingOrder; // what keras-thread.ts gave
try {
  const weights = await weightsInFile(path, network, limits);
  const values = [...weights.base.values(), ...(weights.head?.values() ?? [])];
  answer(
    { weights },
    Array.from(values, ({ buffer }) => buffer as ArrayBuffer),
  ); // never shared: just read
} catch (error) {
  if (!(error instanceof RoentgenError)) throw error;
  const { code, message, details } = error;
  answer({ error: { code, message, details: { ...details, cause: String(details.cause) } } });
}

function answer(message: ReadingAnswer, transfer: ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, transfer);
}
