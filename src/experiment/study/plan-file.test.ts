import { expect, test } from "vitest";
import { plannedRuns } from "./plan.ts";
import { parseExperiment } from "./plan-file.ts";

const parse = (text: string) => parseExperiment(text, "studies/grid.yaml");
const namesOf = (text: string): string[] => plannedRuns(parse(text)).map(({ name }) => name);

test("a list is tried value by value, the first option slowest; a single value is the same for all", () => {
  const experiment = parse(
    "data: images\nnetwork: [nasnetmobile, resnet101]\nenhance: [true, false]\nseed: [1, 2]\nepochs: 5\n",
  );
  expect(experiment).toMatchObject({ name: "grid", data: "images", judge: "validation", reason: null, folds: null });
  const runs = plannedRuns(experiment);
  expect(runs.map(({ name }) => name)).toEqual([
    "nasnetmobile-enhance-seed-1",
    "nasnetmobile-enhance-seed-2",
    "nasnetmobile-no-enhance-seed-1",
    "nasnetmobile-no-enhance-seed-2",
    "resnet101-enhance-seed-1",
    "resnet101-enhance-seed-2",
    "resnet101-no-enhance-seed-1",
    "resnet101-no-enhance-seed-2",
  ]);
  expect(runs[3]).toMatchObject({
    options: { network: "nasnetmobile", enhance: false, seed: 2, epochs: 5 },
    values: { network: "nasnetmobile", enhance: "no", seed: "2" },
  });
});

test("folds: a run each, judged on what was held out", () => {
  const experiment = parse("data: images\nfolds: 3\nby: image\n");
  expect(experiment).toMatchObject({ judge: "test", reason: "cross-validation, 3 folds" });
  expect(plannedRuns(experiment).map(({ options }) => options)).toEqual(
    [0, 1, 2].map((fold) => ({ by: "image", folds: 3, fold })),
  );
});

test("variants: their options stand over the others", () => {
  const runs = plannedRuns(
    parse("data: images\nenhance: true\nseed: [1, 2]\nvariants:\n  as is: {}\n  plain: {enhance: false}\n"),
  );
  expect(runs.map(({ name, options }) => [name, options.enhance, options.seed])).toEqual([
    ["as-is-seed-1", true, 1],
    ["as-is-seed-2", true, 2],
    ["plain-seed-1", false, 1],
    ["plain-seed-2", false, 2],
  ]);
});

test("one run without a list has a name, too; JSON is YAML", () => {
  expect(namesOf('{"data": "images", "epochs": 3}')).toEqual(["run"]);
});

test.each([
  ["data: images\nnetwok: resnet101\n", 2, "there is no option netwok", "did you mean network?"],
  [
    "data: images\nseed: 1\nrecipe: [standard, publised]\n",
    3,
    'recipe cannot be "publised"',
    "did you mean published?",
  ],
  ["data: images\nepochs:\n  - 3\n  - many\n", 4, 'epochs cannot be "many"', "give epochs a whole number from 0"],
  ["data: images\nseed: []\n", 2, "seed has no value", "give seed a value, or leave it out"],
  ["data: images\nvariants:\n  plain: {enhanse: false}\n", 3, "there is no option enhanse", "did you mean enhance?"],
  [
    "data: images\nfolds: 1\n",
    2,
    "folds is not as it should be",
    "mend it; roentgen experiment --help shows an example",
  ],
  ["data: images\nfolds: 5\nfold: 2\n", 3, "there is no option fold", "did you mean folds?"],
  ["data: images\njudge: test\n", 2, "the test part is opened for a reason only", "add reason: and why"],
  [
    "data: images\nreason: because\n",
    2,
    "a reason is given, but no test part is opened",
    "write judge: test, or leave the reason out",
  ],
  [
    'data: images\npatient-from: "^(\\d{8})_"\n',
    2,
    "the experiment's file is not YAML",
    expect.stringContaining("single quotes"),
  ],
  ["data: images\nseed: [1, 2\n", 3, "the experiment's file is not YAML", "mend the line"],
])("%j: the line, what is wrong, and what to do", (text, line, message, fix) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({
      message,
      exitStatus: 2,
      details: expect.objectContaining({ where: `studies/grid.yaml, line ${line}`, fix }),
    }),
  );
});

test("an option's own check is told with the line", () => {
  expect(() => parse("data: images\nsplit: 0.5,0.5,0.5\n")).toThrow(
    expect.objectContaining({
      code: "E_SPLIT_FRACTIONS",
      details: expect.objectContaining({ where: "studies/grid.yaml, line 2" }),
    }),
  );
});

test.each([
  ["epochs: 5\n", "the experiment has no data"],
  ["- 1\n", "this is not an experiment"],
])("%j: %s", (text, message) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: "E_EXPERIMENT", message }));
});

test("two values that would share a folder are refused", () => {
  expect(() => namesOf("data: images\nweights: [a/base.h5, b/base.h5]\n")).toThrow(
    expect.objectContaining({ code: "E_EXPERIMENT" }),
  );
});
