import { expect, test } from "vitest";
import { type Opened, openTogether } from "./opened.ts";

const opening = (closed: string[]) => (opened: Opened) => {
  for (const name of ["first", "second"]) opened.add(name, (one) => void closed.push(one));
};

test("what is open is closed once, the last one first", async () => {
  const closed: string[] = [];
  const opened = await openTogether(async (all) => {
    opening(closed)(all);
    return all;
  });
  expect(closed).toEqual([]);
  await opened.close();
  await opened.close();
  expect(closed).toEqual(["second", "first"]);
});

test("where a later opening fails, what was opened is closed, and its error is thrown even if closing fails", async () => {
  const closed: string[] = [];
  const failing = openTogether(async (all) => {
    opening(closed)(all);
    all.add("third", () => Promise.reject(new Error("closing")));
    throw new Error("opening");
  });
  await expect(failing).rejects.toThrow("opening");
  expect(closed).toEqual(["second", "first"]);
});
