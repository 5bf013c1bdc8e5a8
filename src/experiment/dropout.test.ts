import { expect, test } from "vitest";
import { parseDropout } from "./dropout.ts";

test("two rates, of which each may be none", () => {
  expect(parseDropout("0.2,0.5")).toEqual([0.2, 0.5]);
  expect(parseDropout("0,0")).toEqual([0, 0]);
});

test.each(["", "0.2", "0.2,1", "0.2,-0.1", "0.2,0.5,0", "a,b"])("%s is wrong usage", (text) => {
  expect(() => parseDropout(text)).toThrow(expect.objectContaining({ code: "E_OPTION", exitStatus: 2 }));
});
