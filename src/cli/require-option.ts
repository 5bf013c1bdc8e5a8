/** --require: a condition on a figure's lower bound, given as often as wanted. */
import { Option } from "commander";
import { parseRequirement, type Requirement } from "../evaluation/index.ts";

/** Its value is a list of requirements. */
export const requireOption = (): Option =>
  new Option("--require <condition>", 'status 5 unless a figure\'s lower bound holds: "accuracy>=0.9"')
    .argParser((text: string, before: readonly Requirement[]) => [...before, parseRequirement(text)])
    .default([], "none");
