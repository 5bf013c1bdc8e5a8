import { expect, test } from "vitest";
import { LINKS } from "./link.ts";

test.each(Object.entries(LINKS))(
  "%s: `from` undoes `to`, and the slope is that of a small step",
  (_, { to, from, slope }) => {
    const step = 1e-6;
    for (const x of [0.02, 0.3, 0.5, 0.9]) {
      expect(from(to(x))).toBeCloseTo(x, 12);
      expect((to(x + step) - to(x - step)) / (2 * step) / slope(x)).toBeCloseTo(1, 6);
    }
  },
);

test.each([
  ["logit", 0, 1],
  ["Fisher's", -1, 1],
  ["logarithmic", 0, Number.POSITIVE_INFINITY],
] as const)("%s: has the ends that figures on it have", (name, low, high) => {
  expect([LINKS[name].from(-1e9), LINKS[name].from(1e9)]).toEqual([low, high].map((end) => expect.closeTo(end, 12)));
});
