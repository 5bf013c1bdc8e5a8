/** The table of rules. */
import type { NetworkOperator } from "../graph/index.ts";
import type { Rule } from "./rule.ts";
import { elementwiseRules } from "./rules/elementwise.ts";
import { layoutRules } from "./rules/layout.ts";
import { matrixRules } from "./rules/matrix.ts";
import { normalizationRules } from "./rules/normalization.ts";
import { windowRules } from "./rules/window.ts";

/** Complete over the operators of our own networks and losses, which the compiler checks; more is welcome. */
export const rules = {
  ...elementwiseRules,
  ...layoutRules,
  ...matrixRules,
  ...normalizationRules,
  ...windowRules,
} satisfies Record<NetworkOperator, Rule>;
