import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test.each([
  [0, "0 images"],
  [1, "1 image"],
  [2, "2 images"],
])("%i in words", (count, words) => expect(counted(count, "image")).toBe(words));
