/**
 * The blocked target: images stay in the layout of ONNX Runtime's CPU convolutions as long as operators know it (blocked/rules.ts), and are
 * put back into the plain one where they do not.
 */
import { BLOCKED_DOMAIN, type Graph, type GraphBuilder, type Node, rewrite } from "../graph/index.ts";
import { fuse } from "./blocked/fuse.ts";
import { Layout } from "./blocked/layout.ts";
import { rules } from "./blocked/rules.ts";
import { joinSiblings } from "./blocked/siblings.ts";
import { toGeneric } from "./generic.ts";

/** block: channels that lie side by side. */
export function toBlocked(graph: Graph, block: number): Graph {
  const outputs = new Set(graph.outputs);
  let layout: Layout | undefined;
  return rewrite(joinSiblings(fuse(graph)), (node, g) => {
    layout ??= new Layout(g, block);
    const values = inBlocks(node, layout) ?? inPlain(node, layout, g);
    return values?.map((value, i) => (outputs.has(node.outputs[i]!) ? layout!.plain(value) : value));
  });
}

/** Whether a graph is laid out for the processor already, so that a runtime finds nothing to lay out. */
export const isInBlocks = ({ nodes }: Graph): boolean => nodes.some(({ domain }) => domain === BLOCKED_DOMAIN);

/** undefined where no rule is for the node. */
function inBlocks(node: Node, layout: Layout): readonly string[] | undefined {
  const isKnown = node.domain !== "com.microsoft" || node.operator === "FusedConv";
  return isKnown ? rules[node.operator]?.(node, layout) : undefined;
}

/** The node as the generic target has it, on values in the plain layout. */
function inPlain(node: Node, layout: Layout, g: GraphBuilder): readonly string[] | undefined {
  const plain = { ...node, inputs: node.inputs.map((name) => (name === "" ? "" : layout.plain(name))) };
  const generic = toGeneric(plain, g);
  if (generic !== undefined || plain.inputs.every((name, i) => name === node.inputs[i])) return generic;
  g.copy(plain);
  return plain.outputs;
}
