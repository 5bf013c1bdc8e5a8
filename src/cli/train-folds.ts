/** roentgen train --folds: cross-validation as one run. */
import { join } from "node:path";
import { type Requirement, requireFigures } from "../evaluation/index.ts";
import type { FinishedFolds, StudyEvent } from "../experiment/index.ts";
import { working } from "./experiment-run.ts";
import { printJson } from "./json-lines.ts";
import { formatMetrics } from "./metrics.ts";
import { printMessage, printResult } from "./terminal.ts";

interface FoldsOptions {
  readonly require: readonly Requirement[];
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export type StartFolds = (emit: (event: StudyEvent) => void, signal: AbortSignal) => Promise<FinishedFolds>;

export async function inFolds(start: StartFolds, { require, ...options }: FoldsOptions): Promise<void> {
  const { folder, outOfFold } = await working(options, start);
  if (options.json) printJson("folds-result", { folder, outOfFold });
  else printResult(formatMetrics(outOfFold, "out of fold"));
  if (!options.json && !options.quiet) {
    printMessage(`model: ${join(folder, "model.onnx")}, the mean of the folds' models`);
    printMessage(
      "the figures are of its members, each image by the one that has not seen it; the mean has seen all of them",
    );
  }
  requireFigures(require, outOfFold);
}
