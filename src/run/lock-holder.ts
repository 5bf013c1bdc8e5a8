/** Who holds a lock: a process, by its number, its host and when it began. Whether it still lives can be told on its own host alone. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";

const holderSchema = z.strictObject({
  pid: z.int().positive(),
  host: z.string(),
  /** When the process began, as the system counts; tells it from a later one of the same number. null where the system does not say. */
  began: z.string().nullable(),
});

export type LockHolder = z.infer<typeof holderSchema>;

export const thisProcess = (): LockHolder => ({
  pid: process.pid,
  host: hostname(),
  began: beginningOf(process.pid),
});

/** null where the file is not there, or does not say. */
export function readHolder(path: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

export const isSame = (one: LockHolder | null, other: LockHolder): boolean =>
  one?.pid === other.pid && one.host === other.host && one.began === other.began;

export const isElsewhere = ({ host }: LockHolder): boolean => host !== hostname();

/** Of another host nothing is known. */
export function mayLive(holder: LockHolder): boolean {
  if (isElsewhere(holder)) return true;
  if (!isRunning(holder.pid)) return false;
  return holder.began === null || beginningOf(holder.pid) === holder.began;
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
