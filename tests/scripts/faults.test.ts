/** Deliberate faults (npm run faults) can be made: code that moves takes its fault along. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { faults } from "../../scripts/faults/list.js";

const textOf = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

test.each(faults)("$name: its text stands once in $file", ({ file, from, test: noticing }) => {
  expect(textOf(file).split(from)).toHaveLength(2);
  expect(textOf(noticing)).not.toBe("");
});
