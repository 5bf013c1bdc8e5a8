/** A graph for a target. What comes out means the same, up to rounding. */
import { type Graph, rewrite } from "../graph/index.ts";
import { toBlocked } from "./blocked.ts";
import { shareCommonValues } from "./common-values.ts";
import { toGeneric } from "./generic.ts";

/** generic: standard operators only, for any runtime. blocked: in the layout of a processor's convolutions, in blocks of so many channels. */
export type Target = "generic" | { readonly blocked: number };

export function lower(graph: Graph, target: Target): Graph {
  return shareCommonValues(target === "generic" ? rewrite(graph, toGeneric) : toBlocked(graph, target.blocked));
}
