/** Commands are held against a shell that reads them. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { commandLines } from "./command.ts";

test("an option a line, without what was meant for a program or where the run lay", () => {
  const words = "train data/ --out runs/a --threads 1 --no-enhance --out=b --json --weights none --quiet".split(" ");
  expect(commandLines(words)).toEqual([
    "roentgen train data/ \\",
    "  --threads 1 \\",
    "  --no-enhance \\",
    "  --weights none",
  ]);
});

test("what ends with a flag, or has no option, ends without a backslash", () => {
  expect(commandLines(["train", "data", "--json"])).toEqual(["roentgen train data"]);
  expect(commandLines(["train", "data", "--offline", "--json"])).toEqual(["roentgen train data \\", "  --offline"]);
});

test.skipIf(process.platform === "win32")("a shell reads every word as it was", () => {
  const words = [
    "train",
    "my data",
    "--patient-from",
    "^(\\d{8})_",
    "--class-weights",
    "it's=2",
    "--split",
    "$HOME*",
    "",
  ];
  const script = `roentgen() { printf '%s\\n' "$@"; }\n${commandLines(words).join("\n")}`;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(words.map((word) => `${word}\n`).join(""));
});
