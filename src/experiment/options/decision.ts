/** Options of a training run about its probabilities, and the decisions that are made from them. */
import { z } from "zod";
import { CALIBRATIONS, OPERATING_RULE_EXPECTED, parseOperatingRule } from "../../evaluation/index.ts";
import type { Option } from "./option.ts";
import { perhaps, text } from "./schemas.ts";

export const decisionOptions = {
  calibration: {
    group: "decision",
    schema: perhaps(z.enum(CALIBRATIONS)),
    expected: CALIBRATIONS.join(", "),
    help: "makes probabilities mean what they say, fitted on validation: temperature; platt (slope and intercept of a binary task); or none (default: temperature; published: none)",
    value: "kind",
  },
  operatingPoint: {
    group: "decision",
    schema: text(parseOperatingRule),
    expected: OPERATING_RULE_EXPECTED,
    help: "probability from which on a binary task decides for its class; or youden, sensitivity:0.95 or specificity:0.95: chosen on validation",
    value: "rule",
    default: "0.5",
  },
} as const satisfies Record<string, Option<unknown>>;
