import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { quoted } from "./shell.ts";

test("plain words stay as they are", () => {
  for (const word of ["runs/first", "a-b_c.d"]) expect(quoted(word)).toBe(word);
});

test.skipIf(process.platform === "win32")("a shell reads every word as it was", () => {
  const words = ["my runs/first", "it's", "$HOME", "a;b", "`x`", '"', "*", "", "ä", "C:\\runs"];
  const read = execFileSync("sh", ["-c", `printf '%s\\n' ${words.map(quoted).join(" ")}`], { encoding: "utf8" });
  expect(read).toBe(words.map((word) => `${word}\n`).join(""));
});
