import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shuffled, stream } from "../util/random.ts";
import type { HashedImage } from "./image.ts";
import { partition } from "./partition.ts";
import { publishedSplit } from "./published-split.ts";
import {
  countByLabel,
  divisionOf,
  type FileOrder,
  type Fractions,
  PARTS,
  type Part,
  parseDivision,
  requireEveryLabel,
} from "./split.ts";
import { stratifiedSplit } from "./stratified-split.ts";
import { classesOf, labellingOf, parseClasses, parseTask } from "./task.ts";

const image = (
  label: string,
  name: string | number,
  patient: string | null = null,
  sha256 = `${label}/${name}`,
): HashedImage => ({
  path: `${label}/${String(name).padStart(4, "0")}.png`,
  label,
  patient,
  sha256,
});
const folder = (label: string, count: number) => Array.from({ length: count }, (_, i) => image(label, i));
const labelsOf = (images: readonly HashedImage[]) => images.map(({ label }) => label);
const counts = (images: readonly HashedImage[], parts: readonly Part[]) =>
  PARTS.map((part) => Object.fromEntries(countByLabel(labelsOf(images), parts, part)));

describe("the published split", () => {
  const images = [...folder("covid", 536), ...folder("normal", 668), ...folder("virus", 619)];
  const classes = classesOf(labelsOf(images), { recipe: "published" });

  it("class by class a binary task has the parts of all classes; as published, one kind of the others alone is tested on", () => {
    const divided = (division: FileOrder) =>
      partition(images, { task: parseTask("binary:covid"), recipe: "published", division, seed: 1 }).parts;
    expect(divided("file-order-by-class")).toEqual(publishedSplit(images, { kind: "multi" }, classes));
    expect(counts(images, divided("file-order"))[2]).toEqual({ covid: 80, normal: 0, virus: 193 });
  });

  it("has the published numbers: 1276, 274 and 273 images", () => {
    expect(classes).toEqual(["normal", "virus", "covid"]);
    expect(counts(images, publishedSplit(images, { kind: "multi" }, classes))).toEqual([
      { covid: 375, normal: 468, virus: 433 },
      { covid: 81, normal: 100, virus: 93 },
      { covid: 80, normal: 100, virus: 93 },
    ]);
  });

  it("cuts all other classes as one list in a binary task, normal before virus", () => {
    const parts = publishedSplit(images, parseTask("binary:covid"), classes);
    expect(counts(images, parts)).toEqual([
      { covid: 375, normal: 668, virus: 233 }, // r(0.7 * 1287) = r(900.9) = 901
      { covid: 81, normal: 0, virus: 193 }, // r(0.85 * 1287) = r(1093.95) = 1094
      { covid: 80, normal: 0, virus: 193 },
    ]);
  });

  it("goes by names, not by the order of the list", () => {
    const mixed = shuffled(images, stream(1, "test"));
    const parts = publishedSplit(mixed, { kind: "multi" }, classes);
    const last = mixed.findIndex(({ path }) => path === "covid/0374.png");
    const next = mixed.findIndex(({ path }) => path === "covid/0375.png");
    expect([parts[last], parts[next]]).toEqual(["train", "validation"]);
  });

  // numpy.around(0.7 n), numpy.around(0.85 n): 3.5 -> 4 and 4.25 -> 4; 10.5 -> 10 and 12.75 -> 13; 17.5 -> 18 (17.5 exactly)
  it.each([
    [5, 4, 0, 1],
    [15, 10, 3, 2],
    [25, 18, 3, 4],
    [10, 7, 1, 2], // 8.5 -> 8
  ])("rounds half to even: %i images give %i, %i and %i", (n, train, validation, test) => {
    const parts = publishedSplit(folder("covid", n), { kind: "multi" }, ["covid"]);
    expect(PARTS.map((part) => parts.filter((each) => each === part).length)).toEqual([train, validation, test]);
  });
});

const FRACTIONS: Fractions = [0.7, 0.15, 0.15];

/** Images of three classes, of patients with one to six images (some in two classes), with exact duplicates now and then. */
const datasets = fc.tuple(fc.integer({ min: 60, max: 300 }), fc.integer({ min: 0, max: 1000 })).map(([count, seed]) => {
  const random = stream(seed, "images");
  return Array.from({ length: count }, (_, i) => {
    const label = ["covid", "normal", "virus"][random.integer(3)]!;
    const patient = random.next() < 0.3 ? null : `patient ${random.integer(count / 2)}`;
    return image(label, i, patient, random.next() < 0.05 ? `copy ${random.integer(5)}` : `${i}`);
  });
});

describe("the stratified split", () => {
  it("never breaks a patient or a pair of exact duplicates, and gives every image one part", () => {
    fc.assert(
      fc.property(datasets, fc.integer(), (images, seed) => {
        const parts = stratifiedSplit(images, FRACTIONS, seed);
        expect(parts.length).toBe(images.length);
        expect(parts.every((part) => PARTS.includes(part))).toBe(true);
        for (let i = 0; i < images.length; i++) {
          for (let j = 0; j < i; j++) {
            const together =
              images[i]!.sha256 === images[j]!.sha256 ||
              (images[i]!.patient !== null && images[i]!.patient === images[j]!.patient);
            if (together) expect(parts[i]).toBe(parts[j]);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("keeps every class within one image of the fractions where nothing is grouped", () => {
    fc.assert(
      fc.property(datasets, fc.integer(), (images, seed) => {
        const labels = labelsOf(images);
        const alone = images.map((each) => ({ ...each, patient: null, sha256: each.path }));
        const parts = stratifiedSplit(alone, FRACTIONS, seed);
        PARTS.forEach((part, p) => {
          for (const [label, count] of countByLabel(labels, parts, part)) {
            const total = labels.filter((each) => each === label).length;
            expect(Math.abs(count - FRACTIONS[p]! * total)).toBeLessThanOrEqual(1);
          }
        });
      }),
      { numRuns: 30 },
    );
  });

  it("keeps near them with patients of several images, too", () => {
    const images = ["covid", "normal", "virus"].flatMap((label) =>
      Array.from({ length: 300 }, (_, i) => image(label, i, `${label} ${Math.floor(i / 3)}`)),
    );
    const [train, validation, test] = counts(images, stratifiedSplit(images, FRACTIONS, 1));
    for (const label of ["covid", "normal", "virus"]) {
      expect([train![label], validation![label], test![label]]).toEqual([210, 45, 45]);
    }
  });

  it("does not depend on the order on disk; the same seed gives the same split, another seed another", () => {
    fc.assert(
      fc.property(datasets, fc.integer(), (images, seed) => {
        const byPath = (list: readonly HashedImage[], parts: readonly Part[]) =>
          new Map(list.map(({ path }, i) => [path, parts[i]]));
        const mixed = shuffled(images, stream(seed, "disk"));
        const split = byPath(images, stratifiedSplit(images, FRACTIONS, seed));
        for (const [path, part] of byPath(mixed, stratifiedSplit(mixed, FRACTIONS, seed)))
          expect(split.get(path)).toBe(part);
        expect(stratifiedSplit(images, FRACTIONS, seed + 1)).not.toEqual([...split.values()]);
      }),
      { numRuns: 20 },
    );
  });

  it("joins what hangs together: duplicates of two patients make one group", () => {
    const images = [
      image("covid", 1, "A", "1"),
      image("covid", 2, "A", "shared"),
      image("normal", 3, "B", "shared"),
      image("normal", 4, "B", "4"),
      ...folder("covid", 40),
    ];
    for (let seed = 0; seed < 20; seed++)
      expect(new Set(stratifiedSplit(images, FRACTIONS, seed).slice(0, 4)).size).toBe(1);
  });

  it("gives nothing to a part of fraction 0", () => {
    const parts = stratifiedSplit(folder("covid", 50), [0.8, 0.2, 0], 3);
    expect(PARTS.map((part) => parts.filter((each) => each === part).length)).toEqual([40, 10, 0]);
  });
});

describe("a split that cannot be used", () => {
  it("is refused when a part lacks a class", () => {
    const refused = () =>
      requireEveryLabel(["covid", "covid", "normal", "normal"], ["train", "validation", "train", "test"], () => "");
    expect(refused).toThrow(/no image of normal falls to the validation part/);
    const both = () => requireEveryLabel(["covid", "normal"], ["train", "train"], () => "");
    expect(both).toThrow(/no image of covid or normal falls to the validation part/);
  });

  it.each(["0.7,0.3", "0.7,0.15,0.15,0", "0.7,0.2,0.2", "1.2,-0.1,-0.1", "a,b,c", "0.7,,0.3", ""])(
    "fractions %j are wrong usage",
    (text) => {
      expect(() => parseDivision(text)).toThrow(expect.objectContaining({ code: "E_SPLIT_FRACTIONS", exitStatus: 2 }));
    },
  );

  it("a recipe divides in its own way, unless told another", () => {
    expect(divisionOf(undefined, "standard")).toEqual([0.7, 0.15, 0.15]);
    expect(divisionOf(undefined, "published")).toBe("file-order");
    expect(divisionOf("file-order", "standard")).toBe("file-order");
    expect(divisionOf("0.8,0.1,0.1", "published")).toEqual([0.8, 0.1, 0.1]);
  });

  it("fractions are read as written", () => {
    expect(parseDivision("0.7, 0.15, 0.15")).toEqual([0.7, 0.15, 0.15]);
  });
});

describe("tasks", () => {
  const classes = ["covid", "normal", "virus"];

  it("classes stand in byte order, the published folders in the published order in the published recipe only", () => {
    expect(classesOf(["virus", "covid", "Normal", "covid"], { recipe: "standard" })).toEqual([
      "Normal",
      "covid",
      "virus",
    ]);
    expect(classesOf(classes, { recipe: "standard" })).toEqual(classes);
    expect(classesOf(classes, { recipe: "published" })).toEqual(["normal", "virus", "covid"]);
    expect(classesOf(["covid", "normal", "pneumonia"], { recipe: "published" })).toEqual([
      "covid",
      "normal",
      "pneumonia",
    ]);
  });

  it("classes stand in an order that is given, which names each once", () => {
    const order = parseClasses("virus, covid,normal");
    expect(classesOf(classes, { recipe: "published", order })).toEqual(["virus", "covid", "normal"]);
    for (const wrong of ["virus,covid", "virus,covid,covid", "virus,covid,normal,flu"])
      expect(() => classesOf(classes, { recipe: "standard", order: parseClasses(wrong) })).toThrow(
        expect.objectContaining({ code: "E_CLASSES", exitStatus: 2 }),
      );
  });

  it("a binary task has NAME in place 1, in the published recipe in place 0", () => {
    const standard = labellingOf(parseTask("binary:covid"), classes, "standard");
    expect(standard).toMatchObject({ names: ["not-covid", "covid"], positive: 1 });
    expect(classes.map((name) => standard.placeOf(name))).toEqual([1, 0, 0]);
    const published = labellingOf(parseTask("binary:covid"), classes, "published");
    expect(published).toMatchObject({ names: ["covid", "not-covid"], positive: 0 });
    expect(classes.map((name) => published.placeOf(name))).toEqual([0, 1, 1]);
    expect(labellingOf(parseTask("binary:covid"), ["covid", "normal"], "standard").names).toEqual(["normal", "covid"]);
  });

  it("several classes keep their places", () => {
    const labelling = labellingOf(parseTask("multi"), classes, "standard");
    expect(labelling).toMatchObject({ names: classes, positive: null });
    expect(labelling.placeOf("virus")).toBe(2);
  });

  it("an unknown class suggests the nearest", () => {
    const unknown = () => labellingOf(parseTask("binary:covd"), classes, "standard");
    expect(unknown).toThrow(expect.objectContaining({ code: "E_TASK_CLASS", exitStatus: 2 }));
    expect(unknown).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ fix: expect.stringContaining("binary:covid") }) }),
    );
  });

  it.each(["", "binary", "binary:", "multi:covid"])("%j is no task", (text) => {
    expect(() => parseTask(text)).toThrow(expect.objectContaining({ code: "E_TASK" }));
  });

  it("one class is nothing to tell apart", () => {
    expect(() => labellingOf(parseTask("multi"), ["covid"], "standard")).toThrow(
      expect.objectContaining({ code: "E_DATASET_ONE_CLASS" }),
    );
  });
});
