/** A graph for a target. What comes out means the same, up to rounding. */
import { type Graph, rewrite } from "../graph/index.ts";
import { shareCommonValues } from "./common-values.ts";
import { toGeneric } from "./generic.ts";

export type Target = "generic";

const targets = { generic: toGeneric } as const;

export function lower(graph: Graph, target: Target): Graph {
  return shareCommonValues(rewrite(graph, targets[target]));
}
