/** One process at a time: a file that is made by whoever comes first and holds its process number. */
import { open, readFile, rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

const POLL = 200; // milliseconds

/** Runs `work` alone among all processes that use the same lock file. A lock whose process is gone is taken over. */
export async function withLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  while (!(await taken(path))) {
    if (await isStale(path)) await rm(path, { force: true });
    else await wait(POLL);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false; // open throws these only
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  const text = await readFile(path, "utf8").catch(() => "");
  const holder = Number(text);
  if (text === "" || !Number.isInteger(holder)) return false; // just made, or just gone
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
