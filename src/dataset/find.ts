/**
 * DATA of every command: class folders, or a CSV.
 */
import { stat } from "node:fs/promises";
import { extname, posix } from "node:path";
import { RoentgenError } from "../util/error.ts";
import { findInFolders } from "./folders.ts";
import type { Dataset } from "./image.ts";
import { type Finding, findInTable } from "./table.ts";

/** source: a folder of class folders, or a CSV file. */
export async function findImages(source: string, finding: Finding = {}): Promise<Dataset> {
  const { patientFrom } = finding;
  const entry = await stat(source).catch((cause: unknown) => {
    throw notADataset(source, "nothing is there", cause);
  });
  const dataset = entry.isDirectory() ? await findInFolders(source, patientFrom) : await inTable(source, finding);
  if (patientFrom !== undefined) requirePatients(dataset, patientFrom);
  return dataset;
}

async function inTable(source: string, finding: Finding): Promise<Dataset> {
  if (extname(source).toLowerCase() === ".csv") return findInTable(source, finding);
  throw notADataset(source, "a file that is no CSV");
}

/** An expression that matches no name would let patients stand on both sides of a split unnoticed. */
function requirePatients({ images }: Dataset, pattern: RegExp): void {
  if (images.some(({ patient }) => patient !== null)) return;
  throw new RoentgenError("E_PATIENT_PATTERN", "--patient-from finds no patient in any file's name", {
    kind: "usage",
    expected: `names that match ${pattern.source}`,
    received: images
      .slice(0, 3)
      .map(({ path }) => posix.basename(path))
      .join(", "),
    fix: "change the expression, or leave it out",
  });
}

function notADataset(source: string, received: string, cause?: unknown): RoentgenError {
  return new RoentgenError("E_DATASET", "this is not a data set", {
    where: source,
    expected: "a folder with a folder of images for each class, or a CSV with the columns path and label",
    received,
    fix: "check the path",
    cause,
  });
}
