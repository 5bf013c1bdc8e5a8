/**
 * ledger.jsonl: each opening of the sealed test part: when, why, what was judged by which model, and what came of it. Every line carries the
 * SHA-256 of the line before, and figures in metrics.json that of their own: so no line can be changed, taken out or put in without changing
 * all that follows it, and metrics.json (openings.ts). Whoever writes all of it anew is caught only by who has kept the last line's SHA-256.
 */
import { z } from "zod";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { sha256OfText, sha256Text } from "../util/sha256.ts";
import { writeWhole } from "../util/write.ts";
import { readRunFile } from "./json.ts";

const entrySchema = z.strictObject({
  /** From 1. */
  opening: z.int().positive(),
  when: z.iso.datetime(),
  why: z.string().min(1),
  /** SHA-256 of model.onnx. */
  model: sha256Text,
  /** SHA-256 of manifest.csv, which says what was judged; older lines have none. */
  manifest: sha256Text.optional(),
  /** SHA-256 of the figures that came of it (figures-hash.ts); older lines have none. */
  figures: sha256Text.optional(),
  /** SHA-256 of the line before; null in the first. */
  previous: sha256Text.nullable(),
});

type Entry = z.infer<typeof entrySchema>;

export interface LedgerEntry extends Entry {
  /** Of the line as it stands in the file. */
  readonly sha256: string;
}

export type Opening = Pick<Entry, "when" | "why" | "model"> & Required<Pick<Entry, "manifest" | "figures">>;

/** Adds an opening, after checking all that is there; gives the entry with its number. */
export async function appendToLedger(path: string, opening: Opening): Promise<LedgerEntry> {
  const lines = await linesOf(path);
  checkedEntries(lines, path);
  const last = lines.at(-1);
  const previous = last === undefined ? null : sha256OfText(last);
  const entry = entrySchema.parse({ opening: lines.length + 1, ...opening, previous });
  const added = JSON.stringify(entry);
  await writeWhole(path, [...lines, added].map((line) => `${line}\n`).join(""));
  return { ...entry, sha256: sha256OfText(added) };
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
    const previous = i === 0 ? null : sha256OfText(lines[i - 1]!);
    if (entry.previous !== previous) throw broken(path, i + 1, "it does not follow from the line before");
    return { ...entry, sha256: sha256OfText(line) };
  });
}

function parseEntry(line: string): Entry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function broken(path: string, line: number, received: string): RoentgenError {
  return new RoentgenError("E_LEDGER", "the ledger of test openings was changed", {
    where: `${path}, line ${line}`,
    expected: "the lines as roentgen wrote them",
    received,
    fix: "bring the file back from a copy; figures of the test part cannot be trusted without it",
  });
}
