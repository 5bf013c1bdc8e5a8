/**
 * ledger.jsonl: each opening of the sealed test part: when, why, by which model. Every line carries the SHA-256 of the line before,
 * so that a line cannot be changed, taken out or put in unnoticed. (Its end can be cut off: figures in metrics.json carry the number of
 * their opening, which evaluation holds against it. Whoever writes both files anew is not caught.)
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { sha256Text } from "../util/sha256.ts";
import { writeWhole } from "../util/write.ts";
import { readRunFile } from "./json.ts";

const entrySchema = z.strictObject({
  /** From 1. */
  opening: z.int().positive(),
  when: z.iso.datetime(),
  why: z.string().min(1),
  /** SHA-256 of model.onnx. */
  model: sha256Text,
  /** SHA-256 of the line before; null in the first. */
  previous: sha256Text.nullable(),
});

export type LedgerEntry = z.infer<typeof entrySchema>;
export type Opening = Pick<LedgerEntry, "when" | "why" | "model">;

/** Adds an opening, after checking all that is there; gives the entry with its number. */
export async function appendToLedger(path: string, opening: Opening): Promise<LedgerEntry> {
  const lines = await linesOf(path);
  checkedEntries(lines, path);
  const last = lines.at(-1);
  const previous = last === undefined ? null : sha256(last);
  const entry = entrySchema.parse({ opening: lines.length + 1, ...opening, previous });
  await writeWhole(path, [...lines, JSON.stringify(entry)].map((line) => `${line}\n`).join(""));
  return entry;
}

/** The openings so far, none where there is no ledger. Throws E_LEDGER, with the line, if the chain does not hold. */
export async function readLedger(path: string): Promise<LedgerEntry[]> {
  return checkedEntries(await linesOf(path), path);
}

async function linesOf(path: string): Promise<string[]> {
  if (!(await exists(path))) return [];
  const text = await readRunFile(path);
  if (text !== "" && !text.endsWith("\n")) throw broken(path, text.split("\n").length, "the last line is cut off");
  return text.split("\n").slice(0, -1);
}

function checkedEntries(lines: readonly string[], path: string): LedgerEntry[] {
  return lines.map((line, i) => {
    const entry = parseEntry(line);
    if (!entry) throw broken(path, i + 1, "the line is not an entry");
    if (entry.opening !== i + 1) throw broken(path, i + 1, `its number is ${entry.opening}`);
    const previous = i === 0 ? null : sha256(lines[i - 1]!);
    if (entry.previous !== previous) throw broken(path, i + 1, "it does not follow from the line before");
    return entry;
  });
}

function parseEntry(line: string): LedgerEntry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function sha256(line: string): string {
  return createHash("sha256").update(line).digest("hex");
}

function broken(path: string, line: number, received: string): RoentgenError {
  return new RoentgenError("E_LEDGER", "the ledger of test openings was changed", {
    where: `${path}, line ${line}`,
    expected: "the lines as roentgen wrote them",
    received,
    fix: "bring the file back from a copy; figures of the test part cannot be trusted without it",
  });
}
