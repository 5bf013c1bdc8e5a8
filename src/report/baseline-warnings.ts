/** What metrics.json says against a model's accuracy: that something which takes no model is not shown to be worse. */
import { formatShare } from "../figures/index.ts";
import type { PartMetrics } from "../run/index.ts";
import { capitalised, type ReportFigure } from "./wording.ts";

/** Of each baseline that the interval of the accuracy does not lie above. Sentences. */
export function baselineWarnings({ accuracy, baselines }: Pick<PartMetrics, "accuracy" | "baselines">): string[] {
  return baselines.flatMap(({ name, accuracy: { estimate } }) =>
    estimate !== null && isDoubted(accuracy, estimate)
      ? [
          `${capitalised(saying(name))} is right in ${formatShare(estimate)}: by its accuracy, the model is not shown to do better.`,
        ]
      : [],
  );
}

/** Whether an accuracy is not shown to be above a baseline's. */
export const isDoubted = (accuracy: ReportFigure, baseline: number): boolean =>
  accuracy.estimate !== null && (accuracy.low === null || accuracy.low <= baseline);

/** "always says normal" as "always saying normal". */
export const saying = (baseline: string): string => baseline.replace(/^always says /, "always saying ");
