/** ROENTGEN_LAYOUT: how training computes; auto is what the processor is fastest with. */
import type { TrainingPlan } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";

type Layout = TrainingPlan["layout"];

const asAsked = (): string | undefined => process.env.ROENTGEN_LAYOUT || undefined;

export function layoutAsked(asked = asAsked() ?? "auto"): Layout {
  if (asked === "auto" || asked === "generic") return asked;
  throw new RoentgenError("E_LAYOUT", "the layout that was asked for is not known", {
    kind: "usage",
    where: "ROENTGEN_LAYOUT",
    expected: "auto or generic",
    received: asked,
    fix: "unset ROENTGEN_LAYOUT, or give it one of these",
  });
}

/** Of a run that goes on: as it began. Throws E_LAYOUT where another is asked for. */
export function layoutAgain(kept: Layout, asked = asAsked()): Layout {
  if (asked === undefined || layoutAsked(asked) === kept) return kept;
  throw new RoentgenError("E_LAYOUT", "another layout would make another run of it", {
    kind: "usage",
    where: "ROENTGEN_LAYOUT",
    expected: `${kept}, as the run has it`,
    received: asked,
    fix: "unset ROENTGEN_LAYOUT, or train a new run with it",
  });
}
