/** What metrics.json says against a model's accuracy: that something which takes no model is not shown to be worse. */
import { formatShare } from "../figures/index.ts";
import type { PartMetrics } from "../run/index.ts";
import { capitalised } from "./wording.ts";

/** Of each baseline that the interval of the accuracy does not lie above. Sentences. */
export function baselineWarnings({ accuracy, baselines }: Pick<PartMetrics, "accuracy" | "baselines">): string[] {
  if (accuracy.estimate === null) return [];
  const { low } = accuracy;
  return baselines.flatMap(({ name, accuracy: { estimate } }) =>
    estimate === null || estimate < low
      ? []
      : [`${doing(name)} is right in ${formatShare(estimate)}: by its accuracy, the model is not shown to do better.`],
  );
}

/** "always says normal" as "Always saying normal". */
const doing = (baseline: string): string => capitalised(baseline.replace(/^always says /, "always saying "));
