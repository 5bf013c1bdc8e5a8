/** A network before its gradients are made: what parameters alone decide is put into its convolutions. */
import type { Graph } from "../graph/index.ts";
import { absorb } from "./absorb.ts";
import type { Target } from "./lower.ts";
import { foldNormalization } from "./normalization.ts";

/**
 * Stored normalisation, and in blocks padding and factors, too. Other targets keep their order of arithmetic: the references' runs are so near to
 * kinks that another one crosses them (docs/decisions.md).
 */
export function fold(graph: Graph, target?: Target): Graph {
  const folded = foldNormalization(graph);
  return typeof target === "object" ? absorb(folded) : folded;
}
