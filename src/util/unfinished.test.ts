import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { noteUnfinished, noteWriters, removeUnfinished } from "./unfinished.ts";

test("what is under way is removed, be it a file, a folder or nothing yet; what is settled stays", async () => {
  const folder = mkdtempSync(join(tmpdir(), "roentgen-unfinished-"));
  const [file, deep, absent, settled] = ["file", "deep", "absent", "settled"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  mkdirSync(join(deep, "er"), { recursive: true });
  for (const path of [file, join(deep, "er", "a"), settled]) writeFileSync(path, "half");
  for (const path of [file, deep, absent]) noteUnfinished(path);
  noteUnfinished(settled)();
  const late = join(folder, "late");
  const forget = noteUnfinished(late);
  noteWriters(async () => {
    writeFileSync(late, "half");
    forget();
  });
  await removeUnfinished();
  expect([file, deep, absent, late, settled].map((path) => existsSync(path))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
  rmSync(folder, { recursive: true });
});
