import { expect, test } from "vitest";
import { Packed } from "./packed.ts";

const sizes = new Map([
  ["a", 2],
  ["b", 0],
  ["c", 3],
]);

test("arrays lie one behind the other, and come back", () => {
  const packed = new Packed(sizes);
  const arrays = new Map([
    ["c", Float32Array.of(3, 4, 5)],
    ["other", Float32Array.of(9)],
    ["b", new Float32Array()],
    ["a", Float32Array.of(1, 2)],
  ]);
  packed.gather(arrays);
  expect([...packed.values]).toEqual([1, 2, 3, 4, 5]);
  packed.values.reverse();
  packed.scatter(arrays);
  expect([...arrays].map(([, values]) => [...values])).toEqual([[3, 2, 1], [9], [], [5, 4]]);
});
