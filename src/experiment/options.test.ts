import { expect, test } from "vitest";
import { keptOptions, parseTrainOptions, requireSameOptions } from "./options.ts";

const json = (value: object): Record<string, unknown> => JSON.parse(JSON.stringify(value));
const given = { imageSize: "64", split: "0.6,0.2,0.2", views: "fresh", microBatch: "4", patientFrom: "^(p\\d+)_" };

test.each([{}, given])("options come back from a run's config.json as they were: %j", (options) => {
  const parsed = parseTrainOptions(options);
  expect(keptOptions(json(parsed), "config.json")).toEqual(parsed);
});

test("what a run's config.json cannot have said is told with the file", () => {
  expect(() => keptOptions({ batch: -1 }, "runs/first/config.json")).toThrow(
    expect.objectContaining({
      code: "E_RUN_FILE",
      exitStatus: 3,
      details: expect.objectContaining({ where: "runs/first/config.json" }),
    }),
  );
});

test("an option may be given again, but not changed", () => {
  const kept = parseTrainOptions(given);
  expect(() => requireSameOptions(kept, { imageSize: "64", split: "0.6,0.2,0.2", offline: true }, "run")).not.toThrow();
  expect(() => requireSameOptions(kept, { batch: "32" }, "run")).toThrow(
    expect.objectContaining({
      code: "E_OPTION",
      exitStatus: 2,
      message: "--batch would make another run of it",
      details: expect.objectContaining({ expected: "--batch as the run has it: 64", received: "32" }),
    }),
  );
});
