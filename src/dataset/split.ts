/**
 * The three parts of a data set: training fits, validation chooses, test judges, once.
 */
import { RoentgenError } from "../util/error.ts";
import type { Recipe } from "./task.ts";

export const PARTS = ["train", "validation", "test"] as const;
export type Part = (typeof PARTS)[number];
/** Of train, validation and test; they sum to 1. */
export type Fractions = readonly [train: number, validation: number, test: number];

/** How images are divided: stratified, seeded and by patient into these fractions; or by file order, as the published study did. */
export type Division = Fractions | FileOrder | typeof AS_LISTED;
/** The parts that a table says (listed-parts.ts). */
export const AS_LISTED = "as-listed";
/** by class: also in a binary task, where the published study cut the other classes as one list, so that parts hold one kind of them only. */
export type FileOrder = "file-order" | "file-order-by-class";

const STANDARD: Fractions = [0.7, 0.15, 0.15];

/** text: of --split; undefined: what the recipe does. inFolds: in cross-validation, which the published study did not do. */
export function divisionOf(text: string | undefined, recipe: Recipe, inFolds = false): Division {
  if (text !== undefined) return parseDivision(text);
  return recipe === "published" && !inFolds ? "file-order" : STANDARD;
}

/** Of --split: 0.7,0.15,0.15, file-order or file-order-by-class, or a table's file. Throws E_SPLIT_FRACTIONS. */
export function parseDivision(text: string): Division {
  if (isTable(text)) return AS_LISTED;
  return text === "file-order" || text === "file-order-by-class" ? text : parseFractions(text);
}

/** Whether a --split is a table of parts. */
export const isTable = (text: string): boolean => text.toLowerCase().endsWith(".csv");

function parseFractions(text: string): Fractions {
  const [train, validation, test, ...more] = text
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const fractions = [train ?? Number.NaN, validation ?? Number.NaN, test ?? Number.NaN] as const;
  const sum = fractions.reduce((total, part) => total + part, 0);
  if (more.length === 0 && fractions.every((part) => part >= 0 && part <= 1) && Math.abs(sum - 1) < 1e-9)
    return fractions;
  throw new RoentgenError("E_SPLIT_FRACTIONS", "these are not the fractions of train, validation and test", {
    kind: "usage",
    expected:
      "three numbers from 0 to 1 that sum to 1, such as 0.7,0.15,0.15; or file-order, or file-order-by-class; or a CSV of parts",
    received: text,
    fix: "give the three fractions, separated by commas",
  });
}

/** How many of each label a part holds. parts: as split, one per label. */
export function countByLabel(labels: readonly string[], parts: readonly Part[], part: Part): Map<string, number> {
  const counts = new Map<string, number>(labels.map((label) => [label, 0]));
  labels.forEach((label, i) => {
    if (parts[i] === part) counts.set(label, counts.get(label)! + 1);
  });
  return counts;
}

/** Labels of which a part has no image, as the task names them. */
const missingIn = (labels: readonly string[], parts: readonly Part[], part: Part): string[] =>
  [...countByLabel(labels, parts, part)].filter(([, count]) => count === 0).map(([label]) => label);

/** Whether every part has images of every label. */
export const hasEveryLabel = (labels: readonly string[], parts: readonly Part[]): boolean =>
  PARTS.every((part) => missingIn(labels, parts, part).length === 0);

const either = new Intl.ListFormat("en", { type: "disjunction" });

/** Throws if a part lacks a label, as the task names it: it could not be trained on, or judged. fix: what to do then. */
export function requireEveryLabel(labels: readonly string[], parts: readonly Part[], fix: () => string): void {
  for (const part of PARTS) {
    const missing = missingIn(labels, parts, part);
    if (missing.length === 0) continue;
    const counts = [...countByLabel(labels, parts, part)];
    throw new RoentgenError("E_SPLIT_CLASS", `no image of ${either.format(missing)} falls to the ${part} part`, {
      expected: "every class in train, validation and test",
      received: counts.map(([label, count]) => `${count} ${label}`).join(", "),
      fix: fix(),
    });
  }
}
