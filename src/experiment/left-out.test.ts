import { expect, test } from "vitest";
import { RoentgenError } from "../util/error.ts";
import { leaveOut } from "./left-out.ts";

const unreadable = ["a.png", "b.png"].map((path) => ({
  path,
  error: new RoentgenError("E_FILE_UNREADABLE", "the file cannot be read", { where: path, received: "EACCES" }),
}));

/** The paths that are told, and the error. */
function told(images: number, skipUnreadable: boolean, some = unreadable): string[] {
  const lines: string[] = [];
  try {
    leaveOut(some, { images, skipUnreadable }, (event) => event.type === "skipped" && lines.push(event.path));
  } catch (error) {
    const { code, details } = error as RoentgenError;
    lines.push(`${code}: ${details.received}; ${details.fix}`);
  }
  return lines;
}

test("left out where that was asked for; else the first is the error, with the way out", () => {
  expect(told(3, true)).toEqual(["a.png", "b.png"]);
  expect(told(3, false)).toEqual([
    "E_FILE_UNREADABLE: EACCES; 2 images in all: a.png, b.png; mend or remove them, or leave such images out by --skip-unreadable, which tells of each",
  ]);
  expect(told(3, false, [])).toEqual([]);
});

test("a format that is not read is told with the way to one that is, and of many images ten are named", () => {
  const error = new RoentgenError("E_IMAGE_FORMAT", "no image", { received: "a DICOM file", fix: "convert it" });
  const many = Array.from({ length: 12 }, (_, i) => ({ path: `${i}.png`, error }));
  expect(told(20, false, many)).toEqual([
    expect.stringMatching(/12 images in all: 0.png, .*9.png, and 2 more; convert it, or leave/),
  ]);
});

test("where none is left, that is the error", () => {
  expect(told(2, true).at(-1)).toMatch(/^E_IMAGE_NONE: 2 images, of which the first: EACCES; check/);
});
