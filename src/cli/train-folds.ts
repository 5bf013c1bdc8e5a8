/** roentgen train --folds: cross-validation as one run. */
import { join } from "node:path";
import { type Requirement, requireFigures } from "../evaluation/index.ts";
import type { FinishedFolds, StudyEvent } from "../experiment/index.ts";
import { working } from "./experiment-run.ts";
import { formatFolds } from "./folds.ts";
import { printJson } from "./json-lines.ts";
import { formatMetrics } from "./metrics.ts";
import { tellReached } from "./require-option.ts";
import { printMessage, printResult } from "./terminal.ts";

interface FoldsOptions {
  readonly require: readonly Requirement[];
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export type StartFolds = (emit: (event: StudyEvent) => void, signal: AbortSignal) => Promise<FinishedFolds>;

export async function inFolds(start: StartFolds, { require, ...options }: FoldsOptions): Promise<void> {
  const { folder, outOfFold } = await working(options, start);
  const { metrics, folds } = outOfFold;
  if (options.json) printJson("folds-result", { folder, outOfFold: metrics, folds });
  else printResult(`${formatMetrics(metrics, metrics.part)}\n\n${formatFolds(folds)}`);
  if (!options.json && !options.quiet) {
    printMessage(`model: ${join(folder, "model.onnx")}, the mean of the folds' models`);
    printMessage(`report: ${join(folder, "report.html")}`);
    printMessage(
      "the figures are of its members, each image by the one that has not seen it; the mean has seen all of them",
    );
  }
  tellReached(requireFigures(require, metrics), options);
}
