import { describe, expect, test } from "vitest";
import { proportion } from "../statistics/index.ts";
import { fewPatientsWarnings } from "./few-patients.ts";

const accuracy = proportion(4, 5, "");
const begins = (
  counts: Omit<Parameters<typeof fewPatientsWarnings>[0], "accuracy" | "classes">,
): (string | undefined)[] =>
  fewPatientsWarnings({ ...counts, accuracy, classes: [] }).map((text) => text.split(" are too narrow")[0]);

test("of fewer than 6 patients a sentence says that intervals are too narrow, of 6 nothing", () => {
  expect(begins({ images: 40, patients: 5, unit: "patient" })).toEqual([
    "5 patients: intervals of fewer than 6 patients",
  ]);
  expect(begins({ images: 40, patients: 6, unit: "patient" })).toEqual([]);
  expect(begins({ images: 1, patients: 1, unit: "image" })).toEqual(["1 patient: intervals of fewer than 6 patients"]);
});

test("where not all patients are known, what counts as independent counts", () => {
  expect(begins({ images: 40, patients: null, unit: "patient" })).toEqual([
    "5 patients: intervals of fewer than 6 patients",
  ]);
  expect(begins({ images: 3, patients: null, unit: "image" })).toEqual(["3 images: intervals of fewer than 6 images"]);
  expect(begins({ images: 40, patients: null, unit: "image" })).toEqual([]);
});

describe("of a class", () => {
  const ofClasses = (patients: Readonly<Record<string, number>>, unit: "image" | "patient" = "patient") => {
    const classes = Object.entries(patients).map(([name, n]) => ({ name, sensitivity: proportion(n, n, "no image") }));
    return fewPatientsWarnings({ images: 90, patients: unit === "patient" ? 30 : null, unit, accuracy, classes });
  };

  test("of fewer than 5 patients the one with the fewest is named, of 5 none", () => {
    expect(ofClasses({ covid: 4, normal: 2, pneumonia: 24, other: 0 })).toEqual([
      "2 patients of normal: intervals of AUROC and average precision of a class of fewer than 5 patients are too narrow: some held the truth in less than 90 of 100 simulated test parts.",
    ]);
    expect(ofClasses({ covid: 25, normal: 5 })).toEqual([]);
    expect(ofClasses({ covid: 87, normal: 3 }, "image")[0]).toMatch(/^3 images of normal: .* fewer than 5 images/);
  });

  test("of one patient there are no intervals to be too narrow", () => {
    expect(ofClasses({ covid: 29, normal: 1 })[0]).toMatch(
      /^1 patient of normal: nothing tells .* have no interval\.$/,
    );
  });
});
