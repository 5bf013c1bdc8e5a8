import { expect, test } from "vitest";
import { formatProgress, formatSeconds } from "./progress.ts";

test("a line says share, count, rate and the time that is left", () => {
  expect(formatProgress("images", 20, 50, 2)).toBe("40 %, 20 of 50 images, 10.0 images/s, 3 s left");
});

test.each([
  [0, "0 s"],
  [59.2, "1 min 00 s"],
  [125, "2 min 05 s"],
  [5400, "1 h 30 min"],
])("%f seconds", (seconds, expected) => {
  expect(formatSeconds(seconds)).toBe(expected);
});
