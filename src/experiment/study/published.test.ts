import { expect, test } from "vitest";
import { plannedRuns } from "./plan.ts";
import { besidePublished, type PublishedGrid, publishedExperiment } from "./published.ts";

const whole: PublishedGrid = {
  data: "images",
  networks: ["nasnetmobile", "inceptionresnetv2", "resnet101"],
  tasks: ["binary:covid", "multi"],
  arms: ["enhanced", "plain"],
  seeds: [1],
  fineTuneEpochs: new Map(),
  options: {},
};

test("3 networks, 2 tasks, 2 arms by the published recipe, judged on test", () => {
  const experiment = publishedExperiment(whole);
  const runs = plannedRuns(experiment);
  expect(experiment).toMatchObject({ judge: "test", reason: expect.any(String) });
  expect(runs).toHaveLength(12);
  expect(runs[1]).toEqual({
    name: "nasnetmobile-binary-covid-no-enhance",
    options: { network: "nasnetmobile", recipe: "published", task: "binary:covid", enhance: false, seed: 1 },
    values: { network: "nasnetmobile", task: "binary:covid", enhance: "no" },
  });
});

test("reported accuracies stand beside the enhanced arm, as the study's table has them", () => {
  const { reported } = besidePublished(whole);
  const rows = plannedRuns(publishedExperiment(whole)).map(({ values }) => reported!.accuracyOf(values));
  expect(rows).toEqual([1, null, 0.95, null, 1, null, 0.9745, null, 0.98, null, 0.9, null]);
  const cut = besidePublished({ ...whole, tasks: ["multi"], arms: ["enhanced"] });
  expect(cut.reported!.accuracyOf({ network: "resnet101" })).toBe(0.9);
});

test("what is cut is told, and nothing else", () => {
  expect(besidePublished(whole).notes).toHaveLength(1);
  const cut = {
    ...whole,
    networks: ["nasnetmobile"],
    fineTuneEpochs: new Map([["nasnetmobile", "3"]]),
    options: { weights: "none" },
  };
  expect(besidePublished(cut).notes!.slice(1)).toEqual([
    "Left out of the published grid: inceptionresnetv2, resnet101.",
    "Set otherwise than by the published recipe, or said of the data: fine-tune-epochs 3 of nasnetmobile, weights none.",
  ]);
  expect(plannedRuns(publishedExperiment(cut))[0]!.options).toMatchObject({ fineTuneEpochs: "3", weights: "none" });
});
