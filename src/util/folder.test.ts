import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder, requireMakeable, requireNew } from "./folder.ts";

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

test("a folder is made with those above it, and one that is there is left as it is", async () => {
  await Promise.all([makeFolder(join(folder, "a", "b", "c")), makeFolder(join(folder, "a", "b"))]);
  await writeFile(join(folder, "a", "b", "c", "file"), "");
  await makeFolder(join(folder, "a", "b", "c"));
  await expect(readdir(join(folder, "a", "b", "c"))).resolves.toEqual(["file"]);
  await expect(makeFolder(join(folder, "a", "b", "c", "file"))).rejects.toMatchObject({
    code: "E_FOLDER_UNWRITABLE",
    details: { received: expect.stringMatching(/file already exists/) },
  });
});

test("what is asked for leaves nothing behind", async () => {
  await requireMakeable(join(folder, "new", "below"));
  await expect(readdir(folder)).resolves.toEqual([]);
});

/** Its folders are there and take none: Node's own recursive mkdir never came back from it. */
test.runIf(existsSync("/proc/self"))("a place that takes no folder is told, with the system's reason", async () => {
  const refused = {
    code: "E_FOLDER_UNWRITABLE",
    details: { received: expect.stringMatching(/\/proc/) },
  };
  await expect(makeFolder("/proc/nope/below")).rejects.toMatchObject(refused);
  await expect(requireMakeable("/proc/nope/below")).rejects.toMatchObject(refused);
});
