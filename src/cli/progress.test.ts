import { afterEach, expect, test, vi } from "vitest";
import { formatProgress, formatSeconds, startProgress } from "./progress.ts";

afterEach(() => vi.restoreAllMocks());

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

test("hashing is shown once it takes longer than a second, unless nothing is to be shown", () => {
  const told = (seconds: number, quiet: boolean): string[] => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0);
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    const progress = startProgress({ unit: "files", total: 4, quiet });
    clock.mockReturnValue(1000 * seconds);
    for (let i = 0; i < 2; i++) progress.step();
    progress.stop();
    return lines;
  };
  expect(told(2, false)).toEqual([
    "25 %, 1 of 4 files, 0.5 files/s, 6 s left\n",
    "50 %, 2 of 4 files, 1.0 files/s, 2 s left\n",
  ]);
  expect([told(0.5, false), told(2, true)]).toEqual([[], []]);
});
