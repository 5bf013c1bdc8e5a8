import { expect, test } from "vitest";
import { madeMaterial } from "../../tests/support/report-material.ts";
import type { PartMetrics } from "../run/index.ts";
import { baselineWarnings } from "./baseline-warnings.ts";
import { modelCard } from "./model-card.ts";
import { reportPage } from "./report.ts";

const sealed = madeMaterial({ names: ["not-covid", "covid"], binary: true, opened: false });
const validation = sealed.metrics.validation!;

/** Of a model that is right in 137 of 169, where 150 are not covid (Wilson's interval of 137 / 169). */
const useless: PartMetrics = {
  ...validation,
  accuracy: { estimate: 137 / 169, low: 0.745, high: 0.863, n: 169, method: "Wilson" },
  baselines: [
    {
      name: "always says not-covid",
      accuracy: { estimate: 150 / 169, low: 0.831, high: 0.927, n: 169, method: "Wilson" },
      auroc: validation.baselines[0]!.auroc,
    },
  ],
};
const told = "Always saying not-covid is right in 0.888: by its accuracy, the model is not shown to do better.";

test("an accuracy whose interval does not lie above a baseline is told", () => {
  expect(baselineWarnings(useless)).toEqual([told]);
  const better = { ...useless.accuracy, estimate: 0.95, low: 0.9, high: 0.98 } as PartMetrics["accuracy"];
  expect(baselineWarnings({ ...useless, accuracy: better })).toEqual([]);
  expect(baselineWarnings({ ...useless, baselines: [] })).toEqual([]);
});

test("below the headline, in Limits, and once in the model card, with the figures", () => {
  const material = { ...sealed, metrics: { ...sealed.metrics, validation: useless } };
  const page = reportPage(material);
  expect(page.split("</header>")[0]).toContain(told);
  expect(page).toContain('<strong class="doubted">0.811<');
  expect(page.split('id="limits"')[1]).toContain(told);
  const [figures, limits] = modelCard(material).split("## Limits");
  expect([figures!.includes(told), limits!.includes(told)]).toEqual([true, false]);
  expect(reportPage(sealed)).not.toContain("Always saying");
});
