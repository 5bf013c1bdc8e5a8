/** A graph for a target. What comes out means the same, up to rounding. */
import { type Graph, rewrite } from "../graph/index.ts";
import { toBlocked } from "./blocked.ts";
import { shareCommonValues } from "./common-values.ts";
import { toGeneric } from "./generic.ts";
import { toWebGpu } from "./webgpu.ts";

/**
 * generic: standard operators only, for any runtime. webgpu: those that ONNX Runtime has on a GPU. blocked: in the layout of a processor's
 * convolutions, in blocks of so many channels.
 */
export type Target = "generic" | "webgpu" | { readonly blocked: number };

export function lower(graph: Graph, target: Target): Graph {
  return shareCommonValues(lowered(graph, target));
}

function lowered(graph: Graph, target: Target): Graph {
  if (target === "generic") return rewrite(graph, toGeneric);
  return target === "webgpu" ? rewrite(graph, toWebGpu) : toBlocked(graph, target.blocked);
}
