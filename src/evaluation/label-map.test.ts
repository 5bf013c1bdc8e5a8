import { expect, test } from "vitest";
import { mapLabels, parseLabelMap } from "./label-map.ts";

const image = (label: string) => ({ path: `${label}/a.png`, label, patient: null });
const classes = ["normal", "viral pneumonia"];
const theirs = ["healthy", "Viral Pneumonia", "normal", "other"].map(image);

test("labels become the run's by name, some are left out, the rest stays", () => {
  const map = parseLabelMap("healthy=normal, Viral Pneumonia = viral pneumonia,other=-");
  const { images, leftOut } = mapLabels(theirs, map, classes, "data");
  expect(images.map(({ path, label }) => `${path}: ${label}`)).toEqual([
    "healthy/a.png: normal",
    "Viral Pneumonia/a.png: viral pneumonia",
    "normal/a.png: normal",
  ]);
  expect(leftOut).toBe(1);
});

test("labels that nobody maps are told together, each with the nearest class", () => {
  expect(() => mapLabels(theirs, parseLabelMap("healthy=normal"), classes, "data")).toThrow(
    expect.objectContaining({
      code: "E_CLASS_UNKNOWN",
      details: expect.objectContaining({
        received: "Viral Pneumonia, other",
        fix: 'say what they are: --map "Viral Pneumonia=viral pneumonia,other=OURS", where OURS is normal or viral pneumonia, or - to leave the images out',
      }),
    }),
  );
});

test("where each label is like a class, the map is written out", () => {
  const images = ["Normal", "viral-pneumonia"].map(image);
  expect(() => mapLabels(images, new Map(), classes, "data")).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({
        fix: 'say what they are: --map "Normal=normal,viral-pneumonia=viral pneumonia"',
      }),
    }),
  );
});
