/**
 * One process at a time on a run folder: a file that whoever comes first makes, with its process number and host. A process that ends takes it
 * away; one that is killed leaves it, which the next one sees and takes over.
 */
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";
import { RoentgenError } from "../util/error.ts";
import { noteUnfinished } from "../util/unfinished.ts";
import { temporaryFor, unwritable } from "../util/write.ts";

const holderSchema = z.strictObject({
  pid: z.int().positive(),
  host: z.string(),
  /** When the process began, as the system counts; tells it from a later one of the same number. null where the system does not say. */
  began: z.string().nullable(),
});

export type LockHolder = z.infer<typeof holderSchema>;

export interface RunLock {
  /** The process before, which ended without taking its lock away: it was killed, or the machine stopped. */
  readonly left: LockHolder | null;
  release(): void;
}

/** Throws E_RUN_LOCKED, with process and host, where another process works on the run. */
export function lockRun(path: string): RunLock {
  const left = made(path) ? null : takenOver(path);
  const forget = noteUnfinished(path); // also gone where a second Ctrl-C ends the process
  return {
    left,
    release() {
      forget();
      rmSync(path, { force: true });
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

/** The process that works on a run; null: none does. */
export function holderOf(path: string): LockHolder | null {
  const holder = readHolder(path);
  return holder !== null && mayLive(holder) ? holder : null;
}

function made(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(thisProcess()), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false; // what writing throws
    throw unwritable(path, error);
  }
}

/** Moved away first, which one process alone can do, and looked at again there: another may have been faster. */
function takenOver(path: string): LockHolder | null {
  const holder = readHolder(path);
  if (holder !== null && mayLive(holder)) throw locked(path, holder);
  const aside = temporaryFor(path);
  try {
    renameSync(path, aside);
  } catch {
    return lockRun(path).left; // gone, or just taken over
  }
  const moved = readHolder(aside);
  if (moved !== null && mayLive(moved)) {
    if (!existsSync(path)) linkSync(aside, path);
    rmSync(aside);
    throw locked(path, moved);
  }
  rmSync(aside);
  if (!made(path)) throw locked(path, readHolder(path));
  return holder;
}

/** null where it says nothing: its process was killed while it wrote it. */
function readHolder(path: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

const thisProcess = (): LockHolder => ({ pid: process.pid, host: hostname(), began: beginningOf(process.pid) });

/** Of another host nothing is known. */
function mayLive({ pid, host, began }: LockHolder): boolean {
  if (host !== hostname()) return true;
  if (!isRunning(pid)) return false;
  return began === null || beginningOf(pid) === began;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH"; // what kill throws
  }
}

/** Linux: the 22nd field of /proc/PID/stat, in ticks since the start of the system, whose identity goes with it; null once it has ended. */
function beginningOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    if (fields[0] === "Z") return null; // killed, and nobody has asked how
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${fields[19]}`;
  } catch {
    return null;
  }
}

function locked(path: string, holder: LockHolder | null): RoentgenError {
  const who = holder === null ? "another process" : `process ${holder.pid} on ${holder.host}`;
  const elsewhere = holder !== null && holder.host !== hostname();
  return new RoentgenError("E_RUN_LOCKED", `${who} works on this run`, {
    kind: "usage",
    where: path,
    expected: "one process at a time on a run folder",
    received: who,
    fix: elsewhere
      ? "wait for it; if you know that it has ended, remove this file"
      : "wait for it, or end it by Ctrl-C",
  });
}
