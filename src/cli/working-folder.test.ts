/** A shell stays in a folder that is removed below it. */
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { roentgen } from "../../tests/support/command-line.ts";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

test.skipIf(process.platform === "win32")("a working folder that is gone is told at once", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "roentgen-gone-"));
  const script = 'rmdir "$PWD" && "$0" "$1" train /data';
  const stderr = await new Promise<string>((resolve) => {
    execFile("sh", ["-c", script, process.execPath, main], { cwd, timeout: 20_000 }, (_, __, text) => resolve(text));
  });
  expect(stderr).toContain("is not there any more (E_WORKING_FOLDER)");
});

test.skipIf(process.platform !== "linux")(
  "a run folder that cannot be made is told before the data is looked at",
  async () => {
    const { status, stderr } = await roentgen(tmpdir(), "train", "/nothing/here", "--out", "/proc/nope");
    expect(stderr).toMatch(/E_FOLDER_UNWRITABLE[\s\S]*received *\/proc, which takes no folder/);
    expect(status).toBe(2);
  },
);
