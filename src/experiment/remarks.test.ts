import { expect, test } from "vitest";
import { enhanceDefaults } from "../image/index.ts";
import { remarksOn } from "./remarks.ts";

/** Options that are remarkable in nothing but what is given. */
const told = ({ warmUp = 0, epochs = 30, imageSize = 224, threads = 2 }) =>
  remarksOn(
    { fineTuning: { epochs, rate: 0.1, schedule: { kind: "cosine", warmUp } }, imageSize, enhance: enhanceDefaults },
    { threads, cores: 2 },
  ).join("; ");

test("a warm-up that is longer than its phase", () => {
  expect(told({ warmUp: 3, epochs: 2 })).toMatch(/never reaches its height/);
  expect([told({ warmUp: 3, epochs: 3 }), told({ warmUp: 3, epochs: 0 })]).toEqual(["", ""]);
});

test("more threads than cores", () => {
  expect(told({ threads: 99 })).toBe("99 threads share 2 cores: that is slower than --threads 2");
});

test("tiles of fewer than 8 x 8 pixels, of which 16 stand side by side", () => {
  expect(told({ imageSize: 32 })).toMatch(/a tile of CLAHE has 2 x 2:/);
  expect(told({ imageSize: 112 })).toMatch(/a tile of CLAHE has 7 x 7:/);
  expect(told({ imageSize: 128 })).toBe("");
});
