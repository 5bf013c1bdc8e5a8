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
}

/** Touches nothing. */
export const studyFolder = (folder: string): StudyFolder => ({
  folder,
  experiment: join(folder, "experiment.json"),
  runs: join(folder, "runs"),
  images: join(folder, ".images"),
});

export const runPath = ({ runs }: Pick<StudyFolder, "runs">, { name }: Pick<PlannedRun, "name">): string =>
  join(runs, name);
