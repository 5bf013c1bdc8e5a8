import { beforeAll, expect, test } from "vitest";
import { type ChosenBase, chooseBase } from "./base/choose-base.ts";
import type { GivenOptions } from "./options.ts";
import { parseTrainOptions } from "./parse-options.ts";
import { type Resolved, requireMicroBatch, resolve } from "./recipe.ts";

let chosen: ChosenBase;
beforeAll(async () => {
  chosen = await chooseBase({ network: "nasnetmobile", weights: "none", imageSize: 64 });
});

const resolved = (given: GivenOptions): Resolved => resolve(parseTrainOptions(given), chosen, 16e9);

/** Option, what it settles, and what it would be otherwise in each recipe. */
test.each<[GivenOptions, Partial<Resolved>, Partial<Resolved>, Partial<Resolved>]>([
  [{ sizes: "32,64" }, { sizes: [32, 64] }, { sizes: [64] }, { sizes: [64] }],
  [{ dropout: "0,0.1" }, { dropout: [0, 0.1] }, { dropout: [0.2, 0.5] }, { dropout: [0.2, 0.5] }],
  [{ statistics: "moving" }, { statistics: "moving" }, { statistics: "estimated" }, { statistics: "moving" }],
  [{ split: "file-order" }, { division: "file-order" }, { division: [0.7, 0.15, 0.15] }, { division: "file-order" }],
  [{ views: "3" }, { views: 3 }, { views: 8 }, { views: "fresh" }],
])("%j settles %j", (given, settled, standard, published) => {
  expect(resolved(given)).toMatchObject(settled);
  expect(resolved({})).toMatchObject(standard);
  expect(resolved({ recipe: "published" })).toMatchObject(published);
});

test("grey has the recipe's weights, or those that are asked for; nothing is grey without enhancement", () => {
  const greyOf = (given: GivenOptions) => resolved(given).enhance?.grey;
  expect([{}, { recipe: "published" }].map(greyOf)).toEqual(["correct", "published"]);
  expect([{ grey: "published" }, { recipe: "published", grey: "correct" }].map(greyOf)).toEqual([
    "published",
    "correct",
  ]);
  expect(greyOf({ grey: "published", enhance: false })).toBeUndefined();
});

test("a micro-batch that is larger than what is trained on is told with images, which somebody has, and one option", () => {
  const asked = resolved({ fineTuneEpochs: "1", batch: "32", microBatch: "32" });
  expect(asked.normalisation).toBe("batch");
  expect(() => requireMicroBatch(asked, 32)).not.toThrow();
  expect(() => requireMicroBatch(asked, 12)).toThrow(
    expect.objectContaining({
      code: "E_OPTION",
      details: expect.objectContaining({
        expected: "at least 32 images to train on, as a micro-batch has",
        received: "12",
        fix: expect.stringContaining("give --batch 12, "),
      }),
    }),
  );
  expect(() => requireMicroBatch(resolved({ batch: "12", microBatch: "32" }), 12)).not.toThrow();
});

test("each range of augmentation is its option's", () => {
  const given = {
    augmentFlip: false,
    augmentTurn: "0.05",
    augmentCrop: "0.2",
    augmentBrightness: "0.3",
    augmentContrast: "0.4",
  };
  expect(resolved(given).augmentation).toEqual({
    flip: false,
    turn: 0.05,
    crop: 0.2,
    brightness: 0.3,
    contrast: 0.4,
  });
});
