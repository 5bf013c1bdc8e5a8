/** report.html and model-card.md of a run, from the files of its folder as they are now. */
import { modelCard, reportPage } from "../../report/index.ts";
import { type RunFolder, runFolder, whileLocked } from "../../run/index.ts";
import { writeWhole } from "../../util/write.ts";
import { readReportMaterial } from "./read-material.ts";

type Written = Pick<RunFolder, "report" | "modelCard">;

/** Of a run that nobody works on. Throws E_RUN_LOCKED, and what writeReport throws. */
export const writeReportAgain = (folder: string): Promise<Written> =>
  whileLocked(runFolder(folder).lock, () => writeReport(folder));

/** By who has the run's lock. Throws what the readers of src/run throw; nothing is written then. */
export async function writeReport(folder: string): Promise<Written> {
  const run = runFolder(folder);
  const material = await readReportMaterial(run);
  await writeWhole(run.report, reportPage(material));
  await writeWhole(run.modelCard, modelCard(material));
  return run;
}
