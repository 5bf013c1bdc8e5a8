import { readFileSync } from "node:fs";
import { expect, expectTypeOf, test } from "vitest";
import type { RunEvent } from "../experiment/index.ts";
import type { JsonLines } from "./json-lines.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const found = (text: string, pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([, name]) => name!);

/** Named in the tables of the page, a type a row. */
const documented = found(read("../../docs/json.md"), /^\| `([a-z-]+)` \|/gm);

/** Events that are not printed, as there would be one for every image. */
const SILENT = ["download", "hashed", "read", "step", "checkpoint", "done"];

test("every type of a line is on the page, once", () => {
  const [, lines] = read("./json-lines.ts").split("export interface JsonLines");
  const results = found(lines!, /^ {2}readonly "?([a-z-]+)"?:/gm);
  const events = ["../experiment/events.ts", "../experiment/study/work-through.ts", "../training/events.ts"].flatMap(
    (path) => found(read(path), /readonly type: "([a-z-]+)"/g),
  );
  const printed = events.filter((type) => !SILENT.includes(type));
  expect(documented.toSorted()).toEqual([...results, ...printed].toSorted());
});

test("no result has the type of an event", () => {
  expectTypeOf<Extract<keyof JsonLines, RunEvent["type"]>>().toBeNever();
});
