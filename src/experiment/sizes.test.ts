import { expect, test } from "vitest";
import { parseSizes, sizesOf } from "./sizes.ts";

const at = { network: "nasnetmobile", imageSize: 224 };

test("sizes that grow to the image size", () => {
  expect(sizesOf({ sizes: "96, 160,224" }, at)).toEqual([96, 160, 224]);
  expect(sizesOf({}, at)).toEqual([224]);
});

test.each(["", "96,", "160,96,224", "96,96", "12.5,224", "0,224", "small"])("%o is not a list of them", (text) => {
  expect(() => parseSizes(text)).toThrow(expect.objectContaining({ code: "E_OPTION" }));
});

test.each([
  ["96,160", "sizes from 32 that end with 224, the image size", "give --sizes 96,160,224"],
  ["16,64,224", "sizes from 32 that end with 224, the image size", "give --sizes 64,224"],
  ["96,331", "sizes from 32 that end with 224, the image size", "give --sizes 96,224"],
])("%s is not for the network at 224 pixels", (sizes, expected, fix) => {
  const details = expect.objectContaining({ expected, fix, received: sizes });
  expect(() => sizesOf({ sizes }, at)).toThrow(expect.objectContaining({ code: "E_OPTION", details }));
});
