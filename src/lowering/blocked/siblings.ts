/**
 * Convolutions of single pixels that read the same image, as Inception's branches do. The gradients of their kernels are one product, with all
 * dy side by side: the image, much wider than they are, is arranged for it once instead of once for each branch.
 *   [dk_1; dk_2] = [dy_1 dy_2]^T x
 * The gradients of the image are left apart: their sum stays in the cache, and one convolution of all dy is no faster.
 */
import { type Graph, type GraphBuilder, isPoint, type Node, rewrite, windowOf } from "../../graph/index.ts";
import { groupBy } from "../../util/group.ts";
import { readersOf } from "../readers.ts";

export function joinSiblings(graph: Graph): Graph {
  const families = familiesIn(graph);
  /** Nodes as they are in the result under way, first to last. */
  const waiting = new Map<readonly string[], Node[]>();
  return rewrite(graph, (node, g) => {
    const family = families.get(node.outputs[0]!);
    if (family === undefined) return undefined;
    const siblings = [...(waiting.get(family) ?? []), node];
    waiting.set(family, siblings);
    if (siblings.length === family.length) gradientsOf(siblings, g, graph);
    return node.outputs;
  });
}

/** Gradient of a kernel -> those of all kernels that are applied to the same image. */
function familiesIn(graph: Graph): Map<string, readonly string[]> {
  const readers = readersOf(graph);
  const single = graph.nodes.filter((node) => isNarrow(node, graph) && !readers.has(node.outputs[0]!));
  const families = [...groupBy(single, ({ inputs: [x] }) => x!).values()]
    .filter(({ length }) => length > 1)
    .map((nodes) => nodes.map(({ outputs: [value] }) => value!));
  return new Map(families.flatMap((family) => family.map((value) => [value, family] as const)));
}

/** Whether a window of single pixels makes at most a quarter of the channels that it is given: with more, it is no faster beside others. */
function isNarrow(node: Node, { values }: Graph): boolean {
  if (node.operator !== "ConvKernelGradient") return false;
  const window = windowOf(node);
  const [filters, channels] = values.get(node.outputs[0]!)!.shape as [number, number];
  const isEveryPixel = isPoint(window) && window.strides.every((stride) => stride === 1);
  return isEveryPixel && window.group === 1 && 4 * filters <= channels;
}

/** One node for all, and each gradient as a part of it, by its own name. */
function gradientsOf(siblings: readonly Node[], g: GraphBuilder, { values }: Graph): void {
  const [{ operator, inputs, attributes, domain }] = siblings as [Node];
  const dy = g.concat(
    siblings.map(({ inputs: [, each] }) => each!),
    1,
  );
  const all = g.op(operator, [inputs[0]!, dy], attributes, { domain });
  let start = 0;
  for (const { outputs } of siblings) {
    const [filters] = values.get(outputs[0]!)!.shape as [number];
    g.slice(all, [start], [start + filters], [0], undefined, outputs[0]!);
    start += filters;
  }
}
