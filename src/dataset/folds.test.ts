import { expect, test } from "vitest";
import { type Folding, foldsOf, partsOfFold } from "./folds.ts";
import type { HashedImage } from "./image.ts";

/** Two images of each patient, except that every fifth has one; a third of the patients in each class. */
const images: HashedImage[] = Array.from({ length: 60 }, (_, patient) => patient).flatMap((patient) =>
  Array.from({ length: patient % 5 === 0 ? 1 : 2 }, (_, i) => ({
    path: `${patient}_${i}.png`,
    sha256: `${patient}/${i}`,
    label: ["covid", "normal", "virus"][patient % 3]!,
    patient: `p${patient}`,
  })),
);
const byPatient: Folding = { folds: 5, by: "patient" };

const foldsOfPatient = (folds: readonly number[]): Map<string, Set<number>> => {
  const seen = new Map<string, Set<number>>();
  for (const [i, { patient }] of images.entries()) {
    const known = seen.get(patient!) ?? new Set();
    seen.set(patient!, known.add(folds[i]!));
  }
  return seen;
};

test("by patient: each in one fold, classes evenly, the same for the same seed and in any order of the list", () => {
  const folds = foldsOf(images, byPatient, 1);
  expect([...foldsOfPatient(folds).values()].every(({ size }) => size === 1)).toBe(true);
  for (const label of ["covid", "normal", "virus"]) {
    const counts = [0, 1, 2, 3, 4].map(
      (fold) => images.filter((image, i) => image.label === label && folds[i] === fold).length,
    );
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  }
  const turned = foldsOf(images.toReversed(), byPatient, 1).toReversed();
  expect(turned).toEqual(folds);
  expect(foldsOf(images, byPatient, 2)).not.toEqual(folds);
});

test("by image: patients stand on both sides, files of the same bytes do not", () => {
  const twins = images.map((image, i) => (i < 2 ? { ...image, sha256: "same", label: "covid" } : image));
  const folds = foldsOf(twins, { folds: 5, by: "image" }, 1);
  expect([...foldsOfPatient(folds).values()].some(({ size }) => size === 2)).toBe(true);
  expect(folds[0]).toBe(folds[1]);
});

test("a fold's run tests on it, and on nothing that it trains or validates on", () => {
  const folds = foldsOf(images, byPatient, 1);
  const parts = partsOfFold(images, folds, { fold: 2, by: "patient", division: [0.7, 0.15, 0.15], seed: 1 });
  expect(parts.map((part) => part === "test")).toEqual(folds.map((fold) => fold === 2));
  const patientsIn = (part: string) =>
    new Set(images.filter((_, i) => parts[i] === part).map(({ patient }) => patient));
  expect([...patientsIn("train")].filter((patient) => patientsIn("validation").has(patient))).toEqual([]);
  const [train, validation] = ["train", "validation"].map((name) => parts.filter((part) => part === name).length) as [
    number,
    number,
  ];
  expect(validation / (train + validation)).toBeCloseTo(0.15 / 0.85, 1);
});

test("too few of a class for the folds, and file order, are errors", () => {
  const few = images.filter(({ label }, i) => label !== "covid" || i < 4);
  expect(() => foldsOf(few, byPatient, 1)).toThrow(expect.objectContaining({ code: "E_FOLDS" }));
  const order = { fold: 0, by: "patient", division: "file-order", seed: 1 } as const;
  expect(() => partsOfFold(images, foldsOf(images, byPatient, 1), order)).toThrow(
    expect.objectContaining({ code: "E_OPTION" }),
  );
});
