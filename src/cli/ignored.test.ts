import { expect, test } from "vitest";
import { ignoredLines } from "./ignored.ts";

const masks = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `c/masks/${i}.png`, reason: "a mask" }));

test("one file is told as it is, many of one kind in one line", () => {
  expect(ignoredLines([{ name: "notes.txt", reason: "not an image" }, ...masks(3616)])).toEqual([
    "ignored notes.txt: not an image",
    "ignored 3616 files, masks: c/masks/0.png, c/masks/1.png, c/masks/2.png, and 3613 more (--json names all)",
  ]);
});

test("columns and formats are called so", () => {
  const columns = ["age", "sex"].map((name) => ({ name, reason: "unknown column" }));
  const files = ["a.dcm", "b.dcm"].map((name) => ({ name, reason: "a DICOM file", fix: "convert it" }));
  expect(ignoredLines([...columns, ...files])).toEqual([
    "ignored 2 unknown columns: age, sex",
    "ignored 2 files, each a DICOM file: a.dcm, b.dcm",
    "  convert it",
  ]);
});

test("nothing is nothing", () => expect(ignoredLines([])).toEqual([]));
