import { expect, test } from "vitest";
import { bandsText } from "./bands.ts";

const wide = { low: [0.1, null], high: [0.2, null], method: "bootstrap" };
const same = { low: [0.5, 1], high: [0.5, 1], method: "bootstrap" };
const unknown = { low: [null], high: [null], method: "bootstrap" };

test("says how bands were made where some are drawn, once", () => {
  expect(bandsText([wide, wide])).toBe("Bands are 95 % intervals: bootstrap.");
  expect(bandsText([wide, { ...wide, method: "Wilson" }])).toBe("Bands are 95 % intervals: bootstrap; Wilson.");
});

test("speaks of no band that is not drawn, and says why there is none", () => {
  expect(bandsText([same, same])).toBe("No band is drawn: every resample gave the same curve, which is no certainty.");
  expect(bandsText([unknown])).toBe("No band is drawn: none of these images tells it.");
  expect(bandsText([wide, same])).toBe(
    "Bands are 95 % intervals: bootstrap. Where there is no band, every resample gave the same curve, which is no certainty.",
  );
});

test("says nothing of curves that are not there", () => expect(bandsText([])).toBe(""));
