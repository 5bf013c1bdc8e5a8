/**
 * DATA of every command: class folders, or a CSV.
 */
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { RoentgenError } from "../util/error.ts";
import { findInFolders } from "./folders.ts";
import type { Dataset } from "./image.ts";
import { findInTable } from "./table.ts";

/** source: a folder of class folders, or a CSV file; patientFrom: takes the patient out of a file's name (see patientOf). */
export async function findImages(source: string, patientFrom?: RegExp): Promise<Dataset> {
  const entry = await stat(source).catch((cause: unknown) => {
    throw notADataset(source, "nothing is there", cause);
  });
  if (entry.isDirectory()) return findInFolders(source, patientFrom);
  if (extname(source).toLowerCase() === ".csv") return findInTable(source, patientFrom);
  throw notADataset(source, "a file that is no CSV");
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
