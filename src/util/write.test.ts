import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolder } from "./folder.ts";
import { writeSmallWhole, writeWhole } from "./write.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("writeWhole", () => {
  it("writes bytes and text, replaces what was there, and leaves nothing beside it", async () => {
    const path = join(folder, "metrics.json");
    await writeWhole(path, new Uint8Array([1, 2, 3]));
    expect([...(await readFile(path))]).toEqual([1, 2, 3]);
    await writeWhole(path, "é");
    expect(await readFile(path, "utf8")).toBe("é");
    await writeWhole(path, [new Uint8Array([4]), new Uint8Array(), new Uint8Array([5, 6])]);
    expect([...(await readFile(path))]).toEqual([4, 5, 6]);
    expect(await readdir(folder)).toEqual(["metrics.json"]);
  });

  it("a folder is not made where a file is", async () => {
    const file = join(folder, "file");
    await writeWhole(file, "text");
    const where = join(file, "folder");
    await expect(makeFolder(where)).rejects.toMatchObject({ code: "E_FOLDER_UNWRITABLE", details: { where } });
  });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each([
  ["writeWhole", writeWhole],
  ["writeSmallWhole", writeSmallWhole],
] as const)("%s", (_, write) => {
  it("that fails keeps the old file, cleans up and says where", async () => {
    const path = join(folder, "taken");
    await mkdir(join(path, "by a folder"), { recursive: true });
    const unwritable = expect.objectContaining({
      code: "E_FILE_UNWRITABLE",
      details: expect.objectContaining({ where: path }),
    });
    await expect(write(path, bytes("text"))).rejects.toThrow(unwritable);
    expect(await readdir(folder)).toEqual(["taken"]);
    await expect(write(join(folder, "no", "folder"), bytes("text"))).rejects.toThrow(/cannot be written/);
  });

  it("many at once to one place leave one of them, whole", async () => {
    const path = join(folder, "file");
    const texts = Array.from({ length: 10 }, (_, i) => String(i).repeat(10_000));
    await Promise.all(texts.map((text) => write(path, bytes(text))));
    expect(texts).toContain(await readFile(path, "utf8"));
    expect(await readdir(folder)).toEqual(["file"]);
  });
});
