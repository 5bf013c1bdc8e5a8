/** A run is judged, and its report written by that: by one process at a time, where anything is written into the run. */
import { type EvaluateRequest, type Evaluation, evaluate, type Progress } from "../evaluation/index.ts";
import { runFolder, whileLocked } from "../run/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { writeReport } from "./report/write-report.ts";

/** openRuntime: is asked once the run is ours. Throws E_RUN_LOCKED, and what evaluate and writeReport throw. */
export async function judgeRun(
  request: EvaluateRequest,
  openRuntime: () => Promise<Runtime>,
  progress: Progress,
): Promise<Evaluation> {
  const { folder, on, model } = request;
  if (on.part === "other" || model !== undefined) return evaluate(request, await openRuntime(), progress);
  return whileLocked(runFolder(folder).lock, async () => {
    const evaluation = await evaluate(request, await openRuntime(), progress);
    await writeReport(folder);
    return evaluation;
  });
}
