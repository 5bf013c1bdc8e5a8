/** --operating-point: by which rule the threshold of a binary model is chosen. */
import type { OperatingCriterion } from "../statistics/index.ts";
import { RoentgenError } from "../util/error.ts";

export type OperatingRule =
  | Exclude<OperatingCriterion, { readonly kind: "costs" }>
  /** A threshold that is not chosen. */
  | { readonly kind: "probability"; readonly threshold: number };

export const OPERATING_RULE_EXPECTED = "youden, sensitivity:SHARE, specificity:SHARE, or a probability";

/** "youden", "sensitivity:0.95", "specificity:0.95", "0.5". Throws E_OPTION. */
export function parseOperatingRule(text: string): OperatingRule {
  if (text === "youden") return { kind: "youden" };
  const [, kind, number = ""] = /^(?:(sensitivity|specificity):)?(\d*\.?\d+)$/u.exec(text) ?? [];
  const value = number === "" ? Number.NaN : Number(number);
  if (!(value > 0 && value < 1)) throw notARule(text);
  if (kind === undefined) return { kind: "probability", threshold: value };
  return { kind: kind as "sensitivity" | "specificity", atLeast: value }; // as matched
}

function notARule(text: string): RoentgenError {
  return new RoentgenError("E_OPTION", `--operating-point cannot be "${text}"`, {
    kind: "usage",
    expected: `${OPERATING_RULE_EXPECTED}, with numbers between 0 and 1`,
    received: text,
    fix: "write for example --operating-point sensitivity:0.95",
  });
}
