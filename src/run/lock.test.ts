import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holderOf, lockRun } from "./lock.ts";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-lock-"));
  path = join(folder, ".lock");
});
afterEach(() => rm(folder, { recursive: true }));

const hold = (holder: object) => writeFile(path, JSON.stringify({ host: hostname(), began: null, ...holder }));

test("held until it is given back; meanwhile refused, with process and host", () => {
  const lock = lockRun(path);
  expect(lock.left).toBeNull();
  expect(holderOf(path)).toMatchObject({ pid: process.pid, host: hostname() });
  const received = expect.stringContaining(`process ${process.pid} on ${hostname()}`);
  expect(() => lockRun(path)).toThrow(
    expect.objectContaining({ code: "E_RUN_LOCKED", exitStatus: 2, details: expect.objectContaining({ received }) }),
  );
  lock.release();
  expect([existsSync(path), holderOf(path)]).toEqual([false, null]);
  lockRun(path).release();
});

test("of a process that has ended it is taken over, and told", async () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  await hold({ pid });
  expect(holderOf(path)).toBeNull();
  const lock = lockRun(path);
  expect(lock.left).toMatchObject({ pid });
  expect(holderOf(path)).toMatchObject({ pid: process.pid });
  lock.release();
});

test("a living process keeps it; one that was killed does not", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  await hold({ pid: child.pid });
  expect(() => lockRun(path)).toThrow(expect.objectContaining({ code: "E_RUN_LOCKED" }));
  child.kill("SIGKILL");
  await once(child, "close");
  lockRun(path).release();
});

test.skipIf(process.platform !== "linux")("another process by the same number is another process", async () => {
  await hold({ pid: process.pid, began: "another boot/1" });
  expect(lockRun(path).left).toMatchObject({ pid: process.pid });
});

test("of another host nothing is known: it is refused, and what to do is told", async () => {
  await hold({ pid: 1, host: "elsewhere" });
  const details = expect.objectContaining({ fix: expect.stringContaining("remove this file") });
  expect(() => lockRun(path)).toThrow(expect.objectContaining({ code: "E_RUN_LOCKED", details }));
});

test("one that was killed while it wrote its name does not count", async () => {
  await writeFile(path, "");
  lockRun(path).release();
});

test.skipIf(process.platform === "win32")(
  "it is whole or not there: a process that can write nothing makes none",
  async () => {
    const lock = fileURLToPath(new URL("../../dist/run/lock.js", import.meta.url));
    const words = `import { lockRun } from ${JSON.stringify(lock)}; lockRun(${JSON.stringify(path)});`;
    const script = `ulimit -f 0; exec '${process.execPath}' --input-type=module -e '${words}'`;
    const { status, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
    expect([status, stderr]).toEqual([1, expect.stringContaining("E_DISK_FULL")]);
    expect(await readdir(folder)).toEqual([]);
  },
);

test("only its holder takes it away", async () => {
  const lock = lockRun(path);
  expect(await readdir(folder)).toEqual([".lock"]);
  await hold({ pid: 1, host: "elsewhere" }); // who removed it and made its own
  lock.release();
  expect(holderOf(path)).toMatchObject({ pid: 1, host: "elsewhere" });
});
