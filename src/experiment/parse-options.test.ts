import { expect, test } from "vitest";
import type { RoentgenError } from "../util/error.ts";
import { keptOptions, optionsAgain, parseTrainOptions } from "./parse-options.ts";

const json = (value: object): Record<string, unknown> => JSON.parse(JSON.stringify(value));
const given = { imageSize: "64", split: "0.6,0.2,0.2", views: "fresh", microBatch: "4", patientFrom: "^(p\\d+)_" };

test.each([{}, given, { weights: "none" }])(
  "options come back from a run's config.json as they were: %j",
  (options) => {
    const parsed = parseTrainOptions(options);
    expect(keptOptions(json(parsed), "config.json")).toEqual(parsed);
  },
);

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
  const again = optionsAgain(kept, { imageSize: "64", split: "0.6,0.2,0.2", offline: true, cache: false }, "run");
  expect(again).toEqual({ ...kept, offline: true, cache: false }); // which change no result
  expect(() => optionsAgain(kept, { batch: "32" }, "run")).toThrow(
    expect.objectContaining({
      code: "E_OPTION",
      exitStatus: 2,
      message: "--batch would make another run of it",
      details: expect.objectContaining({ expected: "--batch as the run has it: 64", received: "32" }),
    }),
  );
});

const refused = (flag: string) => expect.objectContaining({ code: "E_OPTION", message: expect.stringContaining(flag) });

test.each(["augmentTurn", "augmentCrop", "augmentBrightness", "augmentContrast"] as const)(
  "%s is a fraction",
  (name) => {
    const flag = `--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`;
    expect(parseTrainOptions({ [name]: "0.25" })[name]).toBe(0.25);
    for (const wrong of ["-0.1", "1", "a lot", ""])
      expect(() => parseTrainOptions({ [name]: wrong })).toThrow(refused(flag));
  },
);

test("augmentation is the published one unless told otherwise", () => {
  const { augmentFlip, augmentTurn, augmentCrop, augmentBrightness, augmentContrast } = parseTrainOptions({});
  expect([augmentFlip, augmentTurn, augmentCrop, augmentBrightness, augmentContrast]).toEqual([true, 0.1, 0, 0, 0]);
});

test("a random start has defaults of its own, which what is given goes before; the published recipe has not", () => {
  const common = parseTrainOptions({});
  const random = parseTrainOptions({ weights: "none", batch: "16" });
  expect(random).toMatchObject({
    schedule: "cosine",
    fineTuneRate: 0.003,
    fineTuneEpochs: 45,
    batch: 16,
    imageSize: 160,
  });
  expect(common).toMatchObject({ schedule: "plateau", fineTuneRate: 0.0001, batch: 64 });
  expect(parseTrainOptions({ weights: "none", recipe: "published" })).toEqual({
    ...common,
    weights: "none",
    recipe: "published",
  });
});

test("what a run's config.json leaves out, it did without", () => {
  expect(keptOptions({ weights: "none" }, "config.json").ema).toBeUndefined();
});

test("statistics are estimated or moving", () => {
  expect(parseTrainOptions({ statistics: "moving" }).statistics).toBe("moving");
  expect(() => parseTrainOptions({ statistics: "fixed" })).toThrow(refused("--statistics"));
});

test("a value that is nearly one of an option's words is told with it; another with all", () => {
  const fixOf = (given: Parameters<typeof parseTrainOptions>[0]): unknown => {
    try {
      return parseTrainOptions(given);
    } catch (error) {
      return (error as RoentgenError).details.fix;
    }
  };
  expect(fixOf({ recipe: "publishd" })).toBe("did you mean published?");
  expect(fixOf({ recipe: "mine" })).toBe("give --recipe standard or published");
  expect(fixOf({ rate: "1e9" })).toBe("give --rate a number above 0, at most 10");
  expect(fixOf({ task: 3 })).toMatch(/^give --task /);
});
