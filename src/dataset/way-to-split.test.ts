/** The split that an error proposes works when it is given. */
import { describe, expect, it } from "vitest";
import type { RoentgenError } from "../util/error.ts";
import type { HashedImage } from "./image.ts";
import { type PartitionOptions, partition } from "./partition.ts";
import { parseDivision } from "./split.ts";

/** A class with so many patients, of two images each. */
const ofPatients = (label: string, patients: number, isKnown = true): HashedImage[] =>
  Array.from({ length: 2 * patients }, (_, i) => ({
    path: `${label}/${i}.png`,
    label,
    patient: isKnown ? `${label}${i >> 1}` : null,
    sha256: `${label}${isKnown ? i : i >> 1}`,
  }));

const divide = (images: readonly HashedImage[], options: Partial<PartitionOptions> = {}) =>
  partition(images, { task: { kind: "multi" }, recipe: "standard", division: [0.7, 0.15, 0.15], seed: 0, ...options });

function fixOf(images: readonly HashedImage[], options?: Partial<PartitionOptions>): string {
  try {
    divide(images, options);
  } catch (error) {
    return (error as RoentgenError).details.fix ?? "";
  }
  throw new Error("it can be divided");
}

const few = [...ofPatients("normal", 3), ...ofPatients("opacity", 3)];

describe("a class that a part lacks", () => {
  it.each<[string, Partial<PartitionOptions>]>([
    ["in one split", {}],
    ["in a fold", { folding: { folds: 3, by: "patient", fold: 0 }, division: [0.9, 0.1, 0] }],
  ])("%s: the fractions that are told divide the same images", (_, options) => {
    const [, text] = /^give --split (\S+), which gives every part every class$/.exec(fixOf(few, options)) ?? [];
    expect(() => divide(few, { ...options, division: parseDivision(text!) })).not.toThrow();
  });

  it("of too few patients is told with how many it has", () => {
    expect(fixOf([...ofPatients("normal", 3), ...ofPatients("opacity", 2)])).toBe(
      "add patients: every class needs 3, one for each part, and opacity has 2",
    );
    expect(fixOf([...ofPatients("normal", 3, false), ...ofPatients("opacity", 1, false)])).toBe(
      "add images: every class needs 3, one for each part, and opacity has 1",
    );
  });

  it("in a table is the table's", () => {
    const listed = few.map((image) => ({ ...image, part: "train" as const }));
    expect(fixOf(listed, { division: "as-listed" })).toBe("give the part images of the class in the table");
  });
});
