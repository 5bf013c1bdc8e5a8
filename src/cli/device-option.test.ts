import { expect, test } from "vitest";
import { deviceLine } from "./device-option.ts";

test("why is told where something was measured, or a GPU computes; a machine without one has no fault", () => {
  const why = "webgpu does not work: libvulkan.so.1 is not there";
  expect(deviceLine({ device: "cpu", why, secondsPerImage: {} })).toBe("device: cpu");
  const measured = {
    why: "cpu: 30 ms per image, webgpu: 40 ms per image",
    secondsPerImage: { cpu: 0.03, webgpu: 0.04 },
  };
  expect(deviceLine({ device: "cpu", ...measured })).toBe(`device: cpu (${measured.why})`);
  expect(deviceLine({ device: "webgpu", why: "it was asked for", secondsPerImage: {} })).toMatch(/asked for/);
});
