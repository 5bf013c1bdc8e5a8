/**
 * Images prepared on several threads. Each is given some in advance: who asks for images may be busy, running a model, when one is ready.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { RoentgenError } from "../util/error.ts";
import { startUnfinished, startWriters } from "../util/unfinished.ts";
import { workerUrl } from "../util/worker.ts";
import { temporaryFor } from "../util/write.ts";
import type { Pixels } from "./pixels.ts";
import type { PrepareOptions } from "./prepare.ts";
import type { PrepareAnswer, PrepareRequest, PrepareResult, Ready } from "./worker.ts";

export interface ImagePool {
  readonly threads: number;
  /** When every thread has loaded what it needs. There is no need to wait for it, but for a fair clock. */
  readonly ready: Promise<void>;
  /** Any number may be asked for at once; they wait their turn. Errors as decodeFile. */
  prepare(path: string, options: PrepareOptions): Promise<Pixels>;
  /** Written as a PNG, whole, with the folders that it lies in. Errors also as makeFolder and writeWhole. */
  prepareTo(out: string, path: string, options: PrepareOptions): Promise<void>;
  /** Ends the threads; what is still under way is refused. */
  close(): Promise<void>;
}

/** Images that a thread is given at most, before it has answered. */
const IN_HAND = 8;

interface PoolOptions {
  /** As many as the machine runs at once, unless told. */
  readonly threads?: number | undefined;
  /** That will be asked for: there are no more threads than these. */
  readonly images?: number;
}

interface Job {
  readonly request: PrepareRequest;
  readonly resolve: (result: PrepareResult) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
  /** When it has loaded what it needs, or has ended before. */
  readonly ready: Promise<void>;
}

export function createImagePool({ threads = availableParallelism(), images = threads }: PoolOptions = {}): ImagePool {
  const waiting: Job[] = [];
  const crew = Array.from({ length: Math.min(threads, images) }, () => startThread(dispatch));
  let count = 0;

  function dispatch(): void {
    for (const thread of [...crew].sort((a, b) => a.jobs.size - b.jobs.size)) {
      if (thread.jobs.size >= IN_HAND) continue;
      const job = waiting.shift();
      if (job === undefined) return;
      thread.jobs.set(job.request.id, job);
      thread.worker.postMessage(job.request);
    }
  }

  const ask = (request: Omit<PrepareRequest, "id">): Promise<PrepareResult> =>
    new Promise((resolve, reject) => {
      waiting.push({ request: { id: count++, ...request }, resolve, reject });
      dispatch();
    });

  const endThreads = (): Promise<unknown> => Promise.all(crew.map(({ worker }) => worker.terminate()));
  const forget = startWriters(endThreads);

  return {
    threads: crew.length,
    ready: Promise.all(crew.map((thread) => thread.ready)).then(() => undefined),
    prepare: (path, options) => ask({ path, options, out: null }) as Promise<Pixels>, // without out, pixels are the answer
    async prepareTo(out, path, options) {
      const temporary = temporaryFor(out);
      const unfinished = startUnfinished(temporary); // threads do not hear of signals
      await ask({ path, options, out: { path: out, temporary } }).finally(unfinished.settle);
    },
    async close() {
      for (const job of waiting.splice(0)) job.reject(new Error("the image pool was closed"));
      await endThreads();
      forget();
    },
  };
}

function startThread(onFree: () => void): Thread {
  const worker = new Worker(workerUrl("./worker.ts", import.meta.url));
  const jobs = new Map<number, Job>();
  const refuseAll = (error: Error): void => {
    for (const job of jobs.values()) job.reject(error);
    jobs.clear();
  };
  const ready = new Promise<void>((resolve) => {
    worker.once("message", resolve);
    worker.once("exit", resolve);
  });
  worker.on("message", (answer: PrepareAnswer | Ready) => {
    if ("ready" in answer) return;
    const job = jobs.get(answer.id);
    jobs.delete(answer.id);
    if (job !== undefined) settle(job, answer);
    onFree();
  });
  worker.on("error", refuseAll);
  worker.on("exit", () => refuseAll(new Error("the image thread ended")));
  return { worker, jobs, ready };
}

function settle(job: Job, answer: PrepareAnswer): void {
  if ("result" in answer) job.resolve(answer.result);
  else if ("code" in answer) job.reject(new RoentgenError(answer.code, answer.message, answer.details));
  else job.reject(new Error(answer.fault));
}
