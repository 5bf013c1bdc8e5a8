import { expect, test } from "vitest";
import { enhanceDefaults, PIXELS_VERSION } from "../image/index.ts";
import { featureCachePlan } from "./feature-shelf.ts";

test("a feature depends on how its pixels are made, and by which version", () => {
  const made = (enhance: typeof enhanceDefaults | null) =>
    featureCachePlan({ enhance, device: "cpu", threads: 2 }).made;
  expect(made(null)).toMatchObject({ pixels: PIXELS_VERSION, enhance: null, device: "cpu", threads: 2 });
  expect(made(enhanceDefaults).enhance).toEqual(enhanceDefaults);
});
