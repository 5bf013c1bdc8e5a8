/** --require: a condition on the bound of a figure's interval, given as often as wanted. */
import { Option } from "commander";
import { parseRequirement, type Requirement } from "../evaluation/index.ts";
import { isQuiet } from "./options.ts";
import { printMessage } from "./terminal.ts";

/** Its value is a list of requirements. */
export const requireOption = (): Option =>
  new Option(
    "--require <condition>",
    'status 5 unless the lower (or upper) bound of a figure holds: "accuracy>=0.9", "sensitivity[covid]>=0.9", "mean auroc>=0.95", "ece<=0.1" (the calibration error of P(CLASS) in a binary task, else of the confidence)',
  )
    .argParser((text: string, before: readonly Requirement[]) => [...before, parseRequirement(text)])
    .default([], "none");

/** told: a sentence for each condition that holds. */
export function tellReached(
  told: readonly string[],
  options: { readonly quiet?: boolean; readonly json?: boolean },
): void {
  if (!isQuiet(options)) for (const text of told) printMessage(text);
}
