/** ROENTGEN_LAYOUT: how training computes; auto is what the processor is fastest with. */
import type { TrainingPlan } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";

export function layoutAsked(asked: string = process.env.ROENTGEN_LAYOUT || "auto"): TrainingPlan["layout"] {
  if (asked === "auto" || asked === "generic") return asked;
  throw new RoentgenError("E_LAYOUT", "the layout that was asked for is not known", {
    kind: "usage",
    where: "ROENTGEN_LAYOUT",
    expected: "auto or generic",
    received: asked,
    fix: "unset ROENTGEN_LAYOUT, or give it one of these",
  });
}
