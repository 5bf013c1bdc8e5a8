import { expect, test } from "vitest";
import { proportion } from "../statistics/index.ts";
import { fewPatientsWarnings } from "./few-patients.ts";

const accuracy = proportion(4, 5, "");
const begins = (counts: Omit<Parameters<typeof fewPatientsWarnings>[0], "accuracy">): (string | undefined)[] =>
  fewPatientsWarnings({ ...counts, accuracy }).map((text) => text.split(" are too narrow")[0]);

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
