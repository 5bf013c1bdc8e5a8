/**
 * One process at a time on a run folder: a file that whoever comes first makes, with its process number and host. It is whole from the start:
 * written aside, and linked into its place. A process that ends takes its own away; one that is killed leaves it, which the next one sees and
 * takes over.
 */
import { constants, copyFileSync, existsSync, linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { RoentgenError } from "../util/error.ts";
import { noteHeld } from "../util/unfinished.ts";
import { temporaryFor, unwritable } from "../util/write.ts";
import { isElsewhere, isSame, type LockHolder, mayLive, readHolder, thisProcess } from "./lock-holder.ts";

export interface RunLock {
  /** The process before, which ended without taking its lock away: it was killed, or the machine stopped. */
  readonly left: LockHolder | null;
  release(): void;
}

/** Throws E_RUN_LOCKED, with process and host, where another process works on the run. */
export function lockRun(path: string): RunLock {
  const holder = thisProcess();
  const left = made(path, holder) ? null : takenOver(path, holder);
  const remove = (): void => {
    if (isSame(readHolder(path), holder)) rmSync(path, { force: true });
  };
  const forget = noteHeld(remove); // also where a second Ctrl-C ends the process
  return {
    left,
    release() {
      forget();
      remove();
    },
  };
}

/** Does the work with the lock, which is given back at its end. Throws as lockRun. */
export async function whileLocked<Result>(path: string, work: (lock: RunLock) => Promise<Result>): Promise<Result> {
  const lock = lockRun(path);
  try {
    return await work(lock);
  } finally {
    lock.release();
  }
}

/** Throws E_RUN_LOCKED where another process works on the run. */
export function requireUnlocked(path: string): void {
  const holder = holderOf(path);
  if (holder !== null && !isSame(holder, thisProcess())) throw locked(path, holder);
}

/** The process that works on a run; null: none does. */
export function holderOf(path: string): LockHolder | null {
  const holder = readHolder(path);
  return holder !== null && mayLive(holder) ? holder : null;
}

/** Whether it was; not where there is one. */
function made(path: string, holder: LockHolder): boolean {
  const aside = temporaryFor(path);
  try {
    writeFileSync(aside, JSON.stringify(holder));
    place(aside, path);
    return true;
  } catch (error) {
    if (existsSync(path)) return false;
    throw unwritable(path, error);
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Which one process alone can do. Where the file system has no links, by a copy, which others may see half written for a moment. */
function place(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch {
    copyFileSync(aside, path, constants.COPYFILE_EXCL);
  }
}

/** Moved away first, which one process alone can do, and looked at again there: another may have been faster. */
function takenOver(path: string, mine: LockHolder): LockHolder | null {
  const holder = readHolder(path);
  if (holder !== null && mayLive(holder)) throw locked(path, holder);
  const aside = temporaryFor(path);
  try {
    renameSync(path, aside);
  } catch {
    return made(path, mine) ? null : takenOver(path, mine); // it is gone, or was just taken over
  }
  const moved = readHolder(aside);
  const mayHold = moved !== null && mayLive(moved);
  if (mayHold) putBack(aside, path);
  rmSync(aside);
  if (mayHold || !made(path, mine)) throw locked(path, readHolder(path));
  return holder;
}

function putBack(aside: string, path: string): void {
  try {
    place(aside, path);
  } catch {} // a third one was faster
}

function locked(path: string, holder: LockHolder | null): RoentgenError {
  const who = holder === null ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new RoentgenError("E_RUN_LOCKED", `${who} works on this run`, {
    kind: "usage",
    where: path,
    expected: "one process at a time on a run folder",
    received: who,
    fix:
      holder !== null && isElsewhere(holder)
        ? "wait for it; if you know that it has ended, remove this file"
        : "wait for it, or end it by Ctrl-C",
  });
}
