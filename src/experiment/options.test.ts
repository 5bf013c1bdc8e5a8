import { expect, test } from "vitest";
import { parseTrainOptions } from "./options.ts";

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

test("statistics are estimated or moving", () => {
  expect(parseTrainOptions({ statistics: "moving" }).statistics).toBe("moving");
  expect(() => parseTrainOptions({ statistics: "fixed" })).toThrow(refused("--statistics"));
});
