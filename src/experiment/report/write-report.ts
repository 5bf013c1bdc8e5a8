/** report.html and model-card.md of a run, from the files of its folder as they are now. */
import { modelCard, reportPage } from "../../report/index.ts";
import { type RunFolder, runFolder } from "../../run/index.ts";
import { writeWhole } from "../../util/write.ts";
import { readReportMaterial } from "./read-material.ts";

/** Throws what the readers of src/run throw; nothing is written then. */
export async function writeReport(folder: string): Promise<Pick<RunFolder, "report" | "modelCard">> {
  const run = runFolder(folder);
  const material = await readReportMaterial(run);
  await writeWhole(run.report, reportPage(material));
  await writeWhole(run.modelCard, modelCard(material));
  return run;
}
