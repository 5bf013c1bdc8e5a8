/**
 * Images prepared on several threads. Each is given some in advance: who asks for images may be busy, running a model, when one is ready.
 */
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { RoentgenError } from "../util/error.ts";
import { noteUnfinished, noteWriters } from "../util/unfinished.ts";
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

/** Images that a thread is given at most, before it has answered: who asks for so many for each keeps all threads at work. */
export const IN_HAND = 8;

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
  /** It will not answer any more. */
  hasEnded: boolean;
}

export function createImagePool({ threads = availableParallelism(), images = threads }: PoolOptions = {}): ImagePool {
  const waiting: Job[] = [];
  const crew = Array.from({ length: Math.min(threads, images) }, () => startThread(dispatch));
  let count = 0;

  function dispatch(): void {
    const atWork = crew.filter(({ hasEnded }) => !hasEnded);
    if (atWork.length === 0) refuse(waiting, "all image threads have ended");
    for (const thread of atWork.sort((a, b) => a.jobs.size - b.jobs.size)) {
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
  const forget = noteWriters(endThreads);

  return {
    threads: crew.length,
    ready: Promise.all(crew.map((thread) => thread.ready)).then(() => undefined),
    prepare: (path, options) => ask({ path, options, out: null }) as Promise<Pixels>, // without out, pixels are the answer
    async prepareTo(out, path, options) {
      const temporary = temporaryFor(out);
      const forget = noteUnfinished(temporary); // threads do not hear of signals
      try {
        await ask({ path, options, out: { path: out, temporary } });
      } catch (error) {
        await rm(temporary, { force: true }); // of a thread that was ended
        throw error;
      } finally {
        forget();
      }
    },
    async close() {
      refuse(waiting, "the image pool was closed");
      await endThreads();
      forget();
    },
  };
}

function refuse(jobs: Job[], why: string): void {
  for (const job of jobs.splice(0)) job.reject(new Error(why));
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
  const thread: Thread = { worker, jobs, ready, hasEnded: false };
  worker.on("error", refuseAll);
  worker.on("exit", () => {
    thread.hasEnded = true;
    refuseAll(new Error("the image thread ended"));
    onFree();
  });
  return thread;
}

function settle(job: Job, answer: PrepareAnswer): void {
  if ("result" in answer) job.resolve(answer.result);
  else if ("code" in answer) job.reject(new RoentgenError(answer.code, answer.message, answer.details));
  else job.reject(new Error(answer.fault));
}
