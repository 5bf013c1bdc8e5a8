/** Every error of usage, data or weights says what was expected, what came, and what to do. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const PARTS = ["expected", "received", "fix"];
const START = "new RoentgenError(";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((path) => `src/${path}`)
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"));

/** The arguments of each call, as text. */
function callsIn(text: string): { readonly line: number; readonly given: string }[] {
  return [...text.matchAll(/new RoentgenError\(/g)].map(({ index }) => {
    const from = index + START.length;
    return { line: text.slice(0, index).split("\n").length, given: text.slice(from, endOfCall(text, from)) };
  });
}

/** Parentheses in the texts of errors come in pairs. */
function endOfCall(text: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < text.length; at++) depth += text[at] === "(" ? 1 : text[at] === ")" ? -1 : 0;
  return at;
}

/** A fault of the program, a figure, a model or an interruption has its own way to say. */
const isOther = (given: string): boolean => /kind: "(fault|figure|model|audit|interrupted)"/.test(given);
/** Details that come from elsewhere. */
const isHandedOn = (given: string): boolean => /[.,]\s*(\w+\.)*details\b/.test(given);
const missingIn = (given: string): string[] =>
  isOther(given) || isHandedOn(given) ? [] : PARTS.filter((part) => !new RegExp(`\\b${part}\\b\\s*[:,}]`).test(given));

const toldOf = (path: string, text: string): string[] =>
  callsIn(text).flatMap(({ line, given }) => {
    const missing = missingIn(given);
    return missing.length === 0 ? [] : [`${path}:${line} ${/E_\w+/.exec(given)?.[0]} lacks ${missing.join(", ")}`];
  });

test("no error lacks a part", () => {
  expect(sources.flatMap((path) => toldOf(path, readFileSync(path, "utf8")))).toEqual([]);
});

test("what is missing is noticed", () => {
  const text = 'throw new RoentgenError("E_TASK", "of (it)", { expected, fix: "do" });';
  expect(toldOf("a.ts", text)).toEqual(["a.ts:1 E_TASK lacks received"]);
  expect(toldOf("a.ts", text.replace("fix", "received: b, fix"))).toEqual([]);
});
