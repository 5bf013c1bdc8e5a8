import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendToLedger, readLedger } from "./ledger.ts";

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), "roentgen-ledger-")), "ledger.jsonl");
});
afterEach(() => rm(join(path, ".."), { recursive: true }));

const SOME = "0123456789abcdef".repeat(4);
const opening = (why: string) => ({ when: "2026-11-23T10:00:00Z", why, model: SOME, manifest: SOME, figures: SOME });
const lines = async () => (await readFile(path, "utf8")).split("\n").slice(0, -1);
const rewrite = (changed: readonly string[]) => writeFile(path, changed.map((line) => `${line}\n`).join(""));

describe("the ledger of test openings", () => {
  it("counts the openings, each with the hash of the line before", async () => {
    expect(await readLedger(path)).toEqual([]);
    expect(await appendToLedger(path, opening("first look"))).toMatchObject({ opening: 1, previous: null });
    expect(await appendToLedger(path, opening("second look"))).toMatchObject({
      opening: 2,
      previous: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await readLedger(path)).map(({ why }) => why)).toEqual(["first look", "second look"]);
  });

  it.each<[string, (lines: readonly string[]) => readonly string[], number]>([
    ["a changed reason", (all) => all.map((line) => line.replace("first", "only")), 2],
    ["a changed date", (all) => all.map((line, i) => (i === 1 ? line.replace("2026-11-23", "2026-11-22") : line)), 3],
    ["a line taken out", (all) => [all[0]!, all[2]!], 2],
    ["a line put in", (all) => [all[0]!, all[0]!, all[1]!, all[2]!], 2],
    ["two lines in the other order", (all) => [all[1]!, all[0]!, all[2]!], 1],
    ["the first line taken out", (all) => all.slice(1), 1],
    ["something else", (all) => [...all, "hello"], 4],
    ["an empty line", (all) => [...all, ""], 4],
  ])("tells %s, with the line, and takes no further opening", async (_, change, line) => {
    for (const why of ["first look", "second look", "third look"]) await appendToLedger(path, opening(why));
    await rewrite(change(await lines()));
    const broken = expect.objectContaining({
      code: "E_LEDGER",
      details: expect.objectContaining({ where: `${path}, line ${line}` }),
    });
    await expect(readLedger(path)).rejects.toThrow(broken);
    await expect(appendToLedger(path, opening("another"))).rejects.toThrow(broken);
  });

  it("tells a last line that is cut off", async () => {
    await appendToLedger(path, opening("first look"));
    await writeFile(path, (await readFile(path, "utf8")).slice(0, -20));
    await expect(readLedger(path)).rejects.toThrow(expect.objectContaining({ code: "E_LEDGER" }));
  });

  it("takes no opening without a reason", async () => {
    await expect(appendToLedger(path, opening(""))).rejects.toThrow();
  });
});
