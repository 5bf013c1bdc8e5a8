/**
 * events.ndjson: what happened, one JSON object per line, appended as it happens. A killed run may leave half a line at the end,
 * which reading passes over and the next opening cuts off.
 */
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { readRunFile } from "./json.ts";

export interface EventLog {
  append(event: object): void;
  close(): void;
}

export function openEvents(path: string): EventLog {
  const file = openSync(path, "a+");
  ftruncateSync(file, readFileSync(path).lastIndexOf("\n") + 1);
  return {
    append: (event) => void writeSync(file, `${JSON.stringify(event)}\n`),
    close: () => closeSync(file),
  };
}

/** The whole lines of the file. */
export async function readEvents(path: string): Promise<unknown[]> {
  const lines = (await readRunFile(path)).split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as unknown);
}
