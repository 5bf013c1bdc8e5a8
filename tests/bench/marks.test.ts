/** What a row must reach: each mark on a row that reaches it, one that does not, and one without a peer. */
import { expect, test } from "vitest";
import { ahead, atMost, atMostMore, both, levelWith, shareOfPeer } from "../../bench/marks.js";

const row = (ours: number[], ...peers: number[][]) => ({
  better: "lower",
  sides: [{ name: "ours", values: ours }, ...peers.map((values, i) => ({ name: `peer ${i}`, values }))],
});

test.each([
  ["ahead", ahead, row([5], [6], [7]), row([6.5], [6], [7])],
  ["a share", shareOfPeer(0.2), row([2], [10]), row([3], [10])],
  ["so much more", atMostMore(100, "100 ms"), row([150], [60]), row([170], [60])],
  ["level", levelWith("peer 0"), row([5, 6, 7], [4, 5, 6]), row([7, 8, 9], [4, 5, 6])],
] as const)("%s", (_, mark, reaches, misses) => {
  expect([mark.reached(reaches), mark.reached(misses), mark.reached(row([1]))]).toEqual([true, false, null]);
});

test("a limit needs no peer; both marks must be reached, as far as they can be judged", () => {
  const limit = atMost(30, "30 ms");
  expect([limit.reached(row([29])), limit.reached(row([31]))]).toEqual([true, false]);
  const together = both(ahead, limit);
  expect(together.reached(row([31], [40]))).toBe(false);
  expect(together.reached(row([29], [40]))).toBe(true);
  expect(together.reached(row([29]))).toBe(true);
});
