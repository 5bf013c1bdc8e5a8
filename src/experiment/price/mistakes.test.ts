import { expect, test } from "vitest";
import { plannedRuns } from "../study/plan.ts";
import { PUBLISHED, priceExperiment, runsOf } from "./mistakes.ts";

const grid = {
  data: "images",
  networks: ["resnet101"],
  tasks: ["binary:covid", "multi"],
  arms: ["enhanced"],
  seeds: [1, 2],
  fineTuneEpochs: new Map([["", "3"]]),
  options: {},
} as const;

test("each run without a mistake differs from the published one in what turns it off alone", () => {
  const runs = plannedRuns(priceExperiment(grid));
  const offOf = (task: string, word: string) => {
    const [run] = runsOf(runs, word, task);
    const [published] = runsOf(runs, PUBLISHED, task);
    return Object.entries(run?.options ?? {}).filter(([name, value]) => published!.options[name as "grey"] !== value);
  };
  expect(offOf("multi", PUBLISHED)).toEqual([]);
  expect(offOf("multi", "own-range")).toEqual([["scaling", "caffe"]]);
  expect(offOf("multi", "correct-grey")).toEqual([["grey", "correct"]]);
  expect(offOf("multi", "by-patient")).toEqual([["split", "0.7,0.15,0.15"]]);
  expect(offOf("binary:covid", "class-by-class")).toEqual([["split", "file-order-by-class"]]);
  expect(runsOf(runs, "class-by-class", "multi")).toEqual([]);
  expect(runs).toHaveLength(2 * (5 + 4)); // of two seeds
  expect(runs[0]!.options).toMatchObject({
    recipe: "published",
    network: "resnet101",
    enhance: true,
    fineTuneEpochs: "3",
  });
});
