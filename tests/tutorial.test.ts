/** The commands of docs/tutorial.md, one after the other in an empty folder, as a reader types them: each works, and prints what the page shows. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandsOn, printsAs } from "./support/console-blocks.ts";

const page = await readFile(new URL("../docs/tutorial.md", import.meta.url), "utf8");
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-tutorial-"));
  await writeFile(join(folder, "roentgen"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`, { mode: 0o755 });
});
afterAll(() => rm(folder, { recursive: true }));

/** What it prints on both outputs; a status other than 0 throws. */
function shell(command: string): Promise<string> {
  const path = `${folder}${delimiter}${process.env.PATH}`;
  const settings = { cwd: folder, env: { ...process.env, PATH: path, NO_COLOR: "1" }, maxBuffer: 2 ** 26 };
  return new Promise((resolve, reject) => {
    execFile("sh", ["-c", `${command} 2>&1`], settings, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command}\n${stdout}`));
    });
  });
}

describe("docs/tutorial.md", { sequential: true }, () => {
  const commands = commandsOn(page);
  test("has commands", () => expect(commands.length).toBeGreaterThan(10));
  test.each(commands)("line $line: $command", async ({ command, printed }) => {
    const out = await shell(command);
    expect(printsAs(printed, out), `the page shows\n${printed.join("\n")}\nbut it prints\n${out}`).toBe(true);
  });
});
