/**
 * JSON files with a schema, checked on the way out (no NaN, nothing missing) and on the way in.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { RoentgenError } from "../util/error.ts";
import { systemText } from "../util/system-text.ts";
import { writeWhole } from "../util/write.ts";

/** Indented, so that people and diffs can read it; numbers in a row stand in a line. A value against its schema is a fault in the program. */
export async function writeJson<T>(path: string, schema: z.ZodType<T>, value: T): Promise<void> {
  const text = JSON.stringify(schema.parse(value), null, 2);
  await writeWhole(path, `${text.replaceAll(ROWS, (_, row: string) => `[${row.replaceAll(/,\s+/g, ", ")}]`)}\n`);
}

/** An array of numbers as JSON.stringify indents it. No string is taken for one: a line feed in a string is written as two letters. */
const ROWS = /\[\n\s+((?:[-+.\de]+|null)(?:,\n\s+(?:[-+.\de]+|null))*)\n\s+\]/g;

export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return parsedAs(schema, parseJson(await readRunFile(path), path), path);
}

/** What a file of a run says, or a section of it. Throws E_RUN_FILE where it is not what the schema says. */
export function parsedAs<T>(schema: z.ZodType<T>, content: unknown, where: string): T {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new RoentgenError("E_RUN_FILE", "the file is not what a run writes", {
    where,
    expected: "what this version of roentgen writes",
    received: z.prettifyError(parsed.error),
    fix: "bring the file back from a copy of the run; if another version of roentgen wrote it, use that one",
  });
}

/** The text of a file that a run should hold. */
export async function readRunFile(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: Error) => {
    throw new RoentgenError("E_RUN_FILE_MISSING", "the run lacks a file", {
      where: path,
      expected: "a file that the run has written",
      received: systemText(cause),
      fix: "check that this is the folder of a run that got so far",
      cause,
    });
  });
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RoentgenError("E_RUN_FILE", "the file is not JSON", {
      where,
      expected: "JSON",
      received: (cause as Error).message, // JSON.parse throws SyntaxErrors only
      fix: "bring the file back from a copy of the run",
      cause,
    });
  }
}
