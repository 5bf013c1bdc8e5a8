import { describe, expect, test } from "vitest";
import { plainly, predictionsOfMany, predictionsOfTwo } from "../../tests/support/made-predictions.ts";
import { madeMaterial } from "../../tests/support/report-material.ts";
import { formatMetrics } from "../cli/metrics.ts";
import { judge } from "../evaluation/index.ts";
import type { PartMetrics, Predictions } from "../run/index.ts";
import { calibrationWarnings, uncalibratedText } from "./calibration-warnings.ts";
import { modelCard } from "./model-card.ts";
import { reportPage } from "./report.ts";

/** As a model says them whose logits are divided by the temperature. */
function judgedAt(temperature: number, { classes, rows }: Predictions, positive: string | null): PartMetrics {
  const tempered = rows.map((row) => {
    const powers = row.probabilities.map((p) => p ** (1 / temperature));
    const sum = powers.reduce((a, b) => a + b);
    return { ...row, probabilities: powers.map((power) => power / sum) };
  });
  const calibration = { kind: "temperature", temperature } as const;
  return judge({ classes, rows: tempered }, { ...plainly(positive), part: "validation", calibration });
}

describe.each([
  ["a binary task", predictionsOfTwo("balanced"), "covid"],
  ["several classes", predictionsOfMany("three"), null],
] as const)("of %s", (_, predictions, positive) => {
  const spoilt = judgedAt(4.65, predictions, positive);

  test("a temperature that raises the calibration error is told, with both errors of metrics.json", () => {
    const [before, after] = [spoilt.calibration.before!, spoilt.calibration.after].map(({ confidence, classes }) => {
      const { estimate, low, high } = (positive === null ? confidence : classes[0]!).debiasedError;
      return `${estimate!.toFixed(3)} (${low!.toFixed(3)} to ${high!.toFixed(3)})`;
    });
    expect(calibrationWarnings(spoilt)).toEqual([
      `the fitted temperature made probabilities worse here: the calibration error of ${positive === null ? "the confidence" : "P(covid)"}, debiased, is ${after}, that of the network's own ${before}; --calibration none leaves them as they are`,
    ]);
  });

  test("one that changes little is not", () => {
    expect(calibrationWarnings(judgedAt(1.05, predictions, positive))).toEqual([]);
  });
});

test("probabilities whose log loss is above that of the classes' frequencies are told, fitted or not", () => {
  const { classes, rows } = predictionsOfTwo("rare");
  const wrongWay = rows.map((row) => ({ ...row, probabilities: [...row.probabilities].reverse() }));
  const metrics = judge({ classes, rows: wrongWay }, plainly("covid"));
  const share = rows.filter(({ label }) => label === "covid").length / rows.length;
  const entropy = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
  expect(metrics.calibration.frequencyLogLoss).toBeCloseTo(entropy, 12);
  expect(calibrationWarnings(metrics)).toEqual([
    expect.stringMatching(
      new RegExp(
        `log loss is ${metrics.calibration.after.logLoss.estimate!.toFixed(3)} .*these very images ${entropy.toFixed(3)}$`,
      ),
    ),
  ]);
  const { frequencyLogLoss: _, ...older } = metrics.calibration;
  expect(calibrationWarnings({ ...metrics, calibration: older })).toEqual([]);
});

test("images of one class, or a log loss whose interval holds that of the frequencies, are no reason to warn", () => {
  const { classes, rows } = predictionsOfTwo("balanced");
  const ofOne = rows.filter(({ label }) => label === "covid").map((row) => ({ ...row, probabilities: [0.9, 0.1] }));
  expect(calibrationWarnings(judge({ classes, rows: ofOne }, plainly("covid")))).toEqual([]);
  const judged = judge({ classes, rows }, plainly("covid"));
  const warned = (estimate: number, low: number) => {
    const logLoss = { estimate, low, high: 0.739, n: 36, method: "made up" };
    const after = { ...judged.calibration.after, logLoss };
    return calibrationWarnings({ ...judged, calibration: { ...judged.calibration, after, frequencyLogLoss: 0.637 } });
  };
  expect(warned(0.674, 0.61)).toEqual([]);
  expect(warned(0.7, 0.65)).toHaveLength(1);
});

test.each([
  [{ kind: "temperature", temperature: 69.5 }, /^the fitted temperature is 69\.5, far from 1: .* hardly speak/],
  [{ kind: "temperature", temperature: 0.04 }, /^the fitted temperature is 0\.04, far from 1: .* hardly ever wrong/],
  [{ kind: "platt", slope: 0.02, intercept: 0 }, /^the slope of Platt's line is 0\.02, far from 1/],
] as const)("%j is remarked", (fitted, told) => {
  const judged = judge(predictionsOfTwo("balanced"), plainly("covid"));
  const calibration = { ...judged.calibration, fitted };
  expect(calibrationWarnings({ ...judged, calibration })).toEqual([expect.stringMatching(told)]);
});

test("a calibration that could not be fitted is told by the command line, the report and the model card", () => {
  const reason = "the logits do not speak for the classes: no finite temperature is best";
  const calibration = { kind: "none", reason } as const;
  const part = judge(predictionsOfTwo("balanced"), { ...plainly("covid"), part: "validation", calibration });
  const sealed = madeMaterial({ names: ["not-covid", "covid"], binary: true, opened: false });
  const material = { ...sealed, metrics: { ...sealed.metrics, validation: part } };
  const told = `robabilities are the network's own, without calibration: ${reason}`;
  expect(formatMetrics(part, "validation")).toContain(`\np${told}`);
  expect(modelCard(material)).toContain(`P${told}. \`--raw\` therefore changes nothing.`);
  expect(reportPage(material)).toContain(`P${told}.`);
  expect(uncalibratedText(judgedAt(2, predictionsOfTwo("balanced"), "covid"))).toBe(null);
});

test("the command line, the report and the model card say it", () => {
  const [validation, sound] = [4.65, 1.05].map((t) => judgedAt(t, predictionsOfTwo("balanced"), "covid"));
  const sealed = madeMaterial({ names: ["not-covid", "covid"], binary: true, opened: false });
  const judgedAs = (part: PartMetrics) => ({ ...sealed, metrics: { ...sealed.metrics, validation: part } });
  const told = /the fitted temperature made probabilities worse here/i;
  expect(formatMetrics(validation!, "validation")).toMatch(new RegExp(`\nwarning: ${told.source}`));
  const section = reportPage(judgedAs(validation!)).split('id="calibration"')[1]!.split("</section>")[0]!;
  expect([told.test(section), told.test(modelCard(judgedAs(validation!)))]).toEqual([true, true]);
  expect(told.test(reportPage(judgedAs(sound!)))).toBe(false);
});
