/** One calibration error is shown everywhere, and named for the probability that it is of. */
import { expect, test } from "vitest";
import { formatMetrics } from "../src/cli/metrics.ts";
import { judge, parseRequirement, requireFigures } from "../src/evaluation/index.ts";
import { modelCard, reportPage } from "../src/report/index.ts";
import { shownReliability } from "../src/run/index.ts";
import { plainly, predictionsOfTwo } from "./support/made-predictions.ts";
import { madeMaterial } from "./support/report-material.ts";

const metrics = judge(predictionsOfTwo("balanced"), { ...plainly("covid"), part: "validation" });
const { confidence, classes } = metrics.calibration.after;
const told = (value: number | null): string => value!.toFixed(3);

test("of a binary task it is the class', of several the confidence's", () => {
  const { after } = metrics.calibration;
  expect(shownReliability({ positive: "covid" }, after)).toMatchObject({ of: "P(covid)", error: classes[0]!.error });
  expect(shownReliability({ positive: null }, after)).toMatchObject({ of: "the confidence", error: confidence.error });
});

test("terminal, card, report and --require tell the same figure under the same name", () => {
  const own = told(classes[0]!.error.estimate);
  expect(own).not.toBe(told(confidence.error.estimate));
  const sealed = madeMaterial({ names: ["not-covid", "covid"], binary: true, opened: false });
  const material = { ...sealed, metrics: { ...sealed.metrics, validation: metrics } };
  expect(formatMetrics(metrics, "validation")).toMatch(new RegExp(`^calibration error +of P\\(covid\\) +${own} `, "m"));
  expect(modelCard(material)).toContain(`| Calibration error of P(covid) | ${own} (`);
  const row = (of: string, figure: string) =>
    new RegExp(`calibration error \\(ECE\\) of ${of}</th><td[^>]*>[^0-9]*${figure}`);
  const page = reportPage(material);
  expect(page).toMatch(row("P\\(covid\\)", own));
  expect(page).toMatch(row("the confidence", told(confidence.error.estimate)));
  expect(() => requireFigures([parseRequirement("ece<=0.0001")], metrics)).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({ received: expect.stringContaining(`calibration error of P(covid) ${own} (`) }),
    }),
  );
});
