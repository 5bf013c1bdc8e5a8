import { expect, test } from "vitest";
import { judgementOf } from "../../model/index.ts";
import type { Calibration } from "../../util/calibration.ts";
import { uncalibrated } from "./uncalibrated.ts";

const NAMES = ["rest", "covid", "virus"];

test.each<[Calibration, readonly number[]]>([
  [{ kind: "temperature", temperature: 2.5 }, [3, -1, 0.5]],
  [{ kind: "temperature", temperature: 0.2 }, [30, -1, 0.5]],
  [{ kind: "temperature", temperature: 1.7 }, [-4.5]],
  [{ kind: "platt", slope: 0.4, intercept: -2 }, [6]],
  [{ kind: "platt", slope: 3, intercept: 1 }, [-9]],
])("%j is taken back from what a model says of the logits %j", (calibration, logits) => {
  const operatingPoint = logits.length === 1 ? { threshold: 0.5, rule: "0.5" } : null;
  const names = logits.length === 1 ? NAMES.slice(0, 2) : NAMES;
  const { probabilities, raw } = judgementOf({ names, calibration, operatingPoint }, logits);
  for (const [k, p] of uncalibrated(probabilities, calibration).entries()) expect(p).toBeCloseTo(raw[k]!, 12);
});

test("a probability of 0 stays one", () => {
  expect(uncalibrated([1, 0], { kind: "platt", slope: 0.5, intercept: 1 })).toEqual([1, 0]);
});
