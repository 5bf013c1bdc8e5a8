import { expect, test } from "vitest";
import { pixelsInMemory } from "./pixel-source.ts";
import type { TrainingPlan } from "./plan.ts";
import { showing } from "./shown.ts";

const image = { width: 1, height: 1, channels: 1, data: new Uint8Array(1) } as const;
const plan = {
  train: { images: pixelsInMemory([image, image, image]), places: [0, 1, 1] },
  augmentation: { flip: true, turn: 0.1, crop: 0, brightness: 0, contrast: 0 },
  seed: 1,
};

/** How the draws of an epoch are augmented. */
function turns(views: TrainingPlan["views"], draws: readonly number[], epoch: number): number[] {
  const [images, chosen, draw] = showing({ ...plan, views })(draws, epoch);
  return chosen.map((each) => draw(images.identity(each)).turn);
}

const once = [0, 1, 2];
const again = [3, 4, 5]; // the same images, drawn a second time

test("fresh: each draw of an image has an augmentation of its own, the same for the same epoch", () => {
  const all = [...once, ...again];
  expect(new Set([...turns("fresh", all, 1), ...turns("fresh", all, 2)]).size).toBe(12);
  expect(turns("fresh", all.toReversed(), 1)).toEqual(turns("fresh", all, 1).toReversed());
});

test("views: an image looks the same all epoch long, and as in the first epoch of its view", () => {
  expect(turns(2, again, 1)).toEqual(turns(2, once, 1));
  expect(turns(2, once, 3)).toEqual(turns(2, once, 1));
  expect(turns(2, once, 2)).not.toEqual(turns(2, once, 1));
  expect(turns(2, once, 1)).toEqual(turns("fresh", once, 1));
});
