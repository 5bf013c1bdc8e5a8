/**
 * The folder of an experiment: where its files lie. Runs are run folders like any other.
 */
import { join } from "node:path";
import type { PlannedRun } from "./plan.ts";

export interface StudyFolder {
  readonly folder: string;
  /** What was asked, as resolved. */
  readonly experiment: string;
  readonly runs: string;
  /** Prepared images that the runs share; gone at the end. */
  readonly images: string;
  /** The table, in each format. */
  readonly tables: Readonly<Record<TableFormat, string>>;
}

export const TABLE_FORMATS = ["json", "csv", "md", "tex", "html"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Touches nothing. */
export function studyFolder(folder: string): StudyFolder {
  const tables = TABLE_FORMATS.map((format) => [format, join(folder, `table.${format}`)] as const);
  return {
    folder,
    experiment: join(folder, "experiment.json"),
    runs: join(folder, "runs"),
    images: join(folder, ".images"),
    tables: Object.fromEntries(tables) as Record<TableFormat, string>, // each format, once
  };
}

export const runPath = ({ runs }: Pick<StudyFolder, "runs">, { name }: Pick<PlannedRun, "name">): string =>
  join(runs, name);
