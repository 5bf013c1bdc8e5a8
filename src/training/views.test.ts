import { expect, test } from "vitest";
import { rowsInMemory } from "./rows.ts";
import { rowsOfViews } from "./views.ts";

/** Features that say what they are of: image * 100 + view, and its negative. */
function counting(views: number) {
  const computed: number[] = [];
  const kept = rowsInMemory({ rows: 4 * views, width: 2 });
  const rows = rowsOfViews(views, { images: 4, channels: 2 }, kept, async (chosen, view) => {
    computed.push(...chosen.map((image) => image * 100 + view));
    return Float32Array.from(chosen.flatMap((image) => [image * 100 + view, -image * 100 - view]));
  });
  return { rows, computed };
}

const orders = [
  [
    [3, 1],
    [0, 2],
  ],
  [
    [0, 1],
    [2, 3],
  ],
  [
    [2, 0],
    [1, 3],
  ],
] as const;

test.each([1, 2])("%i views: epochs cycle through them, and each is computed once", async (views) => {
  const { rows, computed } = counting(views);
  for (const [i, order] of orders.entries()) {
    const view = (i % views) + 1;
    for (const chosen of order) {
      const expected = chosen.flatMap((image) => [image * 100 + view, -image * 100 - view]);
      expect([...(await rows(chosen, i + 1))]).toEqual(expected);
    }
  }
  expect(computed).toHaveLength(4 * views);
});

test("gone on with in the middle, what is needed again is computed again, once", async () => {
  const { rows, computed } = counting(2);
  expect([...(await rows([2, 3], 4))]).toEqual([202, -202, 302, -302]);
  expect([...(await rows([3, 0], 4))]).toEqual([302, -302, 2, -2]);
  expect(computed).toEqual([202, 302, 2]);
});
