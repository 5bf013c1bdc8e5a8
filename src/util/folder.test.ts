import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { requireNew } from "./folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-folder-"));
});
afterEach(() => rm(folder, { recursive: true }));

const ask = (...path: string[]): Promise<void> =>
  requireNew(join(folder, ...path), { code: "E_RUN_FOLDER", what: "the folder", fix: "take another" });

test("a folder that is new or empty will do; one that holds something, or a file, is told as the caller says", async () => {
  await mkdir(join(folder, "empty"));
  await expect(Promise.all([ask("empty"), ask("new", "below")])).resolves.toBeDefined();
  await writeFile(join(folder, "file"), "");
  await expect(ask()).rejects.toMatchObject({ code: "E_RUN_FOLDER", details: { received: "empty, file" } });
  await expect(ask("file")).rejects.toMatchObject({ code: "E_RUN_FOLDER", details: { received: "a file" } });
});

test("a file on the way is told as what it is", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(ask("file", "below")).rejects.toMatchObject({ code: "E_FOLDER_UNWRITABLE", exitStatus: 2 });
});
