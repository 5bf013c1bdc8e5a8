import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { systemText } from "./system-text.ts";

const said = (work: () => unknown): string => {
  try {
    work();
    return "nothing";
  } catch (error) {
    return systemText(error);
  }
};

test("says in words what the system says in codes", () => {
  expect(said(() => readFileSync("nowhere"))).toBe("nothing there");
  expect(said(() => readFileSync("."))).toBe("a folder");
  expect(said(() => readdirSync("package.json"))).toBe("a file where a folder should be");
});

test("leaves as it is what has no code, or one that is rare", () => {
  expect(systemText(new Error("too much"))).toBe("too much");
  expect(systemText(Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" }))).toContain("too many");
  expect(systemText("text")).toBe("text");
});
