import { expect, test } from "vitest";
import { commandsOn, printsAs } from "./console-blocks.ts";

const page = [
  "# Page",
  "```sh",
  "$ not run",
  "```",
  "```console",
  "$ first --option",
  "one 1",
  "...",
  "$ second",
  "```",
  "$ text",
];

test("commands stand in console blocks, each with the lines after it", () => {
  expect(commandsOn(page.join("\n"))).toEqual([
    { command: "first --option", line: 6, printed: ["one 1", "..."] },
    { command: "second", line: 9, printed: [] },
  ]);
});

test("numbers and spaces may be others, words may not", () => {
  expect(printsAs(["accuracy  0.5  3 images"], "accuracy 0.612 12 images\n")).toBe(true);
  expect(printsAs(["accuracy  0.5"], "auroc  0.5\n")).toBe(false);
  expect(printsAs(["one", "two"], "one\n")).toBe(false);
  expect(printsAs(["one"], "one\ntwo\n")).toBe(false);
});

test("dots stand for any lines, none too", () => {
  expect(printsAs(["one", "...", "four"], "one\ntwo\nthree\nfour\n")).toBe(true);
  expect(printsAs(["one", "...", "four"], "one\nfour\n")).toBe(true);
  expect(printsAs(["one", "..."], "one\n")).toBe(true);
  expect(printsAs(["one", "...", "four"], "one\ntwo\n")).toBe(false);
});
