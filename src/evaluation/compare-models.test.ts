import { describe, expect, test } from "vitest";
import type { Predictions } from "../run/index.ts";
import { compareModels, requireSmallLoss } from "./compare-models.ts";

const classes = ["normal", "covid"];

/** probabilities of covid, and who has it. */
function predictions(covid: readonly number[], labels: readonly number[]): Predictions {
  const rows = covid.map((p, i) => ({
    path: `${i}.png`,
    label: classes[labels[i]!]!,
    prediction: classes[Number(p >= 0.5)]!,
    probabilities: [1 - p, p],
  }));
  return { classes, rows };
}

const labels = [1, 1, 1, 0, 0];
const original = predictions([0.9, 0.8, 0.6, 0.2, 0.4], labels);
const smaller = predictions([0.8, 0.8, 0.45, 0.2, 0.6], labels);

test("figures of both, and their loss image by image", () => {
  const { images, accuracy, brier, agreement, difference } = compareModels(original, smaller, {});
  expect(images).toBe(5);
  expect([accuracy.original.estimate, accuracy.smaller.estimate]).toEqual([1, 0.6]);
  expect([accuracy.loss.estimate, agreement.estimate]).toEqual([expect.closeTo(0.4, 12), 0.6]);
  const squares = [0.01, 0.04, 0.16, 0.04, 0.16];
  const smallerSquares = [0.04, 0.04, 0.55 ** 2, 0.04, 0.36];
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;
  expect(brier.original.estimate).toBeCloseTo(mean(squares), 12);
  expect(brier.loss.estimate).toBeCloseTo(mean(smallerSquares) - mean(squares), 12);
  expect(difference.largest).toBeCloseTo(0.2, 12);
  expect(difference.mean).toBeCloseTo((0.1 + 0.15 + 0.2) / 5, 12);
});

describe("patients with several images", () => {
  const twice = ({ classes, rows }: Predictions): Predictions => ({ classes, rows: [...rows, ...rows] });
  const patients = [...labels, ...labels].map((_, i) => `${i % labels.length}`);
  const byImage = compareModels(original, smaller, {});
  const { accuracy, brier, calibrationError, agreement } = compareModels(twice(original), twice(smaller), { patients });
  const width = ({ low, high }: typeof agreement): number => high! - low!;

  test("have the intervals of one image each: shares and their loss", () => {
    const limits = ({ low, high }: typeof agreement) => ({
      low: expect.closeTo(low!, 12),
      high: expect.closeTo(high!, 12),
    });
    expect(accuracy.original).toMatchObject({ n: 5, ...limits(byImage.accuracy.original) });
    expect(accuracy.smaller).toMatchObject({ n: 5, ...limits(byImage.accuracy.smaller) });
    expect(agreement).toMatchObject({ n: 5, ...limits(byImage.agreement) });
    expect(accuracy.loss).toMatchObject({
      estimate: expect.closeTo(0.4, 12),
      method: expect.stringMatching(/clusters/),
    });
  });

  test("are drawn, not images: means and the calibration error, and their losses", () => {
    for (const figure of [brier, calibrationError].flatMap((each) => [each.original, each.smaller, each.loss])) {
      expect(figure).toMatchObject({ n: 5, method: expect.stringMatching(/of clusters(,|$)/) });
      expect(width(figure)).toBeGreaterThan(0);
    }
    expect(calibrationError.loss.method).toMatch(/^percentile/);
    const asImages = compareModels(twice(original), twice(smaller), {});
    expect(width(calibrationError.loss)).toBeGreaterThan(1.2 * width(asImages.calibrationError.loss));
  });

  test("of a model that never differs: no loss, and of the accuracy what one image of each patient tells", () => {
    const same = compareModels(twice(original), twice(original), { patients });
    const { low, high } = compareModels(original, original, {}).accuracy.loss;
    expect(same.accuracy.loss).toMatchObject({ estimate: 0, low, high });
    for (const { loss } of [same.brier, same.calibrationError])
      expect(loss).toMatchObject({ estimate: 0, low: 0, high: 0 });
    expect(() => requireSmallLoss(same, 0)).not.toThrow();
  });
});

describe("a limit", () => {
  const outcome = (a: Predictions, b: Predictions, largest: number): string => {
    try {
      requireSmallLoss(compareModels(a, b, {}), largest);
      return "small";
    } catch (error) {
      const { code, exitStatus, details } = error as {
        code: string;
        exitStatus: number;
        details: { received: string };
      };
      return `${exitStatus} ${code}: ${details.received}`;
    }
  };

  test("is kept by a model that never differs", () => {
    expect(outcome(original, original, 0)).toBe("small");
  });

  test("is broken by the accuracy that was lost", () => {
    expect(outcome(original, smaller, 0.3)).toMatch(/^5 E_PRECISION_LOSS: accuracy 0\.4000 \(.*; Brier score 0\.07/);
  });

  test("is broken by what the Brier score may lose, though no decision changed", () => {
    const unsure = predictions([0.51, 0.8, 0.6, 0.2, 0.4], labels);
    expect(outcome(original, unsure, 0.1)).toMatch(/^5 .*: accuracy 0\.0000 .*; Brier score 0\.046/);
    expect(outcome(original, unsure, 0.2)).toBe("small");
  });

  test("is not kept where nothing can be said", () => {
    const one = predictions([0.9], [1]);
    expect(outcome(one, one, 1)).toMatch(/Brier score 0.0000 without an interval: fewer than two images/);
  });
});
