import { expect, test } from "vitest";
import { firstFew } from "./first-few.ts";

test("names are told as far as there is room, and the others counted", () => {
  expect(firstFew(["a", "b"], 2)).toBe("a, b");
  expect(firstFew(["a", "b", "c"], 2)).toBe("a, b, and 1 more");
  expect(firstFew(Array.from({ length: 12 }, (_, i) => `${i}`))).toBe("0, 1, 2, 3, 4, 5, 6, 7, 8, 9, and 2 more");
});
