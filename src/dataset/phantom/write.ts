/**
 * A data set of phantoms: class folders with patients in the files' names. Written beside its place and renamed when whole; the number of
 * images in memory does not grow with the set.
 */
import { rename, rm, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { RoentgenError } from "../../util/error.ts";
import { makeFolder } from "../../util/folder.ts";
import { noteUnfinished } from "../../util/unfinished.ts";
import { workerUrl } from "../../util/worker.ts";
import { temporaryFor } from "../../util/write.ts";
import { PHANTOM_LABELS } from "./label.ts";
import type { PhantomShare } from "./worker.ts";

export interface PhantomSet {
  readonly seed: number;
  /** Images, in all classes together. */
  readonly count: number;
  /** Pixels both ways, from 32. */
  readonly size: number;
}

/** folder: must not be there. onWritten: is told of every few images. Throws E_FOLDER_EXISTS. */
export async function writePhantoms(
  folder: string,
  set: PhantomSet,
  onWritten: (count: number) => void,
  threads = availableParallelism(),
): Promise<void> {
  await requireNothing(folder);
  const whole = resolve(folder);
  const temporary = temporaryFor(whole);
  const forget = noteUnfinished(temporary);
  try {
    for (const label of PHANTOM_LABELS) await makeFolder(join(temporary, label));
    const shares = Array.from({ length: threads }, (_, first) => ({ folder: temporary, ...set, first, step: threads }));
    await Promise.all(shares.map((share) => writeInThread(share, onWritten)));
    await rename(temporary, whole);
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw cause;
  } finally {
    forget();
  }
}

function writeInThread(share: PhantomShare, onWritten: (count: number) => void): Promise<void> {
  const worker = new Worker(workerUrl("./worker.ts", import.meta.url), { workerData: share });
  worker.on("message", onWritten);
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", () => resolve());
  });
}

async function requireNothing(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found === null) return;
  throw new RoentgenError("E_FOLDER_EXISTS", "the folder is there already", {
    kind: "usage",
    where: folder,
    expected: "a path where nothing is",
    received: found.isDirectory() ? "a folder" : "a file",
    fix: "name another folder, or remove this one",
  });
}
