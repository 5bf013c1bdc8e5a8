/** What takes no model: always to say the class that is seen most. */
import type { PartMetrics } from "../../run/index.ts";
import { undefinedFigure } from "../../statistics/index.ts";
import type { Cases } from "./cases.ts";
import { rate } from "./rate.ts";

export function majorityBaseline(cases: Cases): PartMetrics["baselines"][number] {
  const { classes, truths } = cases;
  const counts = classes.map((_, place) => truths.filter((truth) => truth === place).length);
  const most = counts.indexOf(Math.max(...counts));
  return {
    name: `always says ${classes[most]}`,
    accuracy: rate(
      cases,
      truths.map((truth) => truth === most),
      truths.map(() => true),
      "no image was judged",
    ),
    auroc: undefinedFigure(truths.length, "none", "it says the same of every image"),
  };
}
