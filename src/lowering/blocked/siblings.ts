/**
 * Convolutions of single pixels that read the same image, as Inception's branches do: their gradients are computed together, with all dy side
 * by side and all kernels on top of each other. The image, much wider than they are, is read and its gradient written once.
 *   dx = sum + dy_1 k_1 + dy_2 k_2 = sum + [dy_1 dy_2] [k_1; k_2]        [dk_1; dk_2] = [dy_1 dy_2]^T x
 */
import { type Graph, type GraphBuilder, isPoint, type Node, rewrite, type Shape, windowOf } from "../../graph/index.ts";
import { groupBy } from "../../util/group.ts";
import { readersOf, soleReaders } from "../readers.ts";

/** graph: with sums fused into gradients of images. */
export const joinSiblings = (graph: Graph): Graph => joinKernelGradients(joinInputGradients(graph));

/** Of a chain, each link of which adds the one before, the last becomes all of it. */
function joinInputGradients(graph: Graph): Graph {
  const readerOf = soleReaders(graph);
  const isLink = (node: Node): boolean =>
    node.operator === "ConvInputGradient" && isNarrow(node, graph.values.get(node.inputs[1]!)!.shape);
  /** Sum that the next link adds -> the links so far. */
  const waiting = new Map<string, readonly Node[]>();
  return rewrite(graph, (node, g) => {
    if (!isLink(node)) return undefined;
    const links = [...(waiting.get(node.inputs[2] ?? "") ?? []), node];
    const [value] = node.outputs as [string];
    const next = readerOf.get(value);
    if (next?.inputs[2] === value && isLink(next)) {
      waiting.set(value, links);
      return node.outputs;
    }
    return links.length === 1 ? undefined : [inputGradient(links, g)];
  });
}

function inputGradient(links: readonly Node[], g: GraphBuilder): string {
  const [{ operator, inputs, attributes, domain }] = links as [Node];
  const dy = g.concat(inputsOf(links, 0), 1);
  const kernel = g.concat(inputsOf(links, 1), 0);
  return g.op(operator, [dy, kernel, ...inputs.slice(2)], attributes, { domain });
}

function joinKernelGradients(graph: Graph): Graph {
  const families = familiesIn(graph);
  /** Family -> its nodes so far, as they are in the result under way. */
  const waiting = new Map<readonly string[], readonly Node[]>();
  return rewrite(graph, (node, g) => {
    const family = families.get(node.outputs[0]!);
    if (family === undefined) return undefined;
    const siblings = [...(waiting.get(family) ?? []), node];
    waiting.set(family, siblings);
    if (siblings.length === family.length) writeKernelGradients(siblings, g, graph);
    return node.outputs;
  });
}

/** Gradient of a kernel -> those of all kernels that are applied to the same image; all are wanted as they are. */
function familiesIn(graph: Graph): Map<string, readonly string[]> {
  const readers = readersOf(graph);
  const single = graph.nodes.filter(
    (node) =>
      node.operator === "ConvKernelGradient" &&
      isNarrow(node, graph.values.get(node.outputs[0]!)!.shape) &&
      !readers.has(node.outputs[0]!),
  );
  const families = [...groupBy(single, ({ inputs: [x] }) => x!).values()]
    .filter(({ length }) => length > 1)
    .map((nodes) => nodes.map(({ outputs: [value] }) => value!));
  return new Map(families.flatMap((family) => family.map((value) => [value, family] as const)));
}

/** One node for all, and each gradient as a part of it, by its own name. */
function writeKernelGradients(siblings: readonly Node[], g: GraphBuilder, { values }: Graph): void {
  const [{ operator, inputs, attributes, domain }] = siblings as [Node];
  const all = g.op(operator, [inputs[0]!, g.concat(inputsOf(siblings, 1), 1)], attributes, { domain });
  let start = 0;
  for (const { outputs } of siblings) {
    const [filters] = values.get(outputs[0]!)!.shape as [number];
    g.slice(all, [start], [start + filters], [0], undefined, outputs[0]!);
    start += filters;
  }
}

const inputsOf = (nodes: readonly Node[], index: number): string[] => nodes.map(({ inputs }) => inputs[index]!);

/**
 * Whether a window of single pixels makes at most a quarter of the channels that it is given: with more, it is no faster beside others.
 * kernel: O x C x kh x kw.
 */
function isNarrow(node: Node, kernel: Shape): boolean {
  const window = windowOf(node);
  const [filters, channels] = kernel as [number, number];
  const isEveryPixel = isPoint(window) && window.strides.every((stride) => stride === 1);
  return isEveryPixel && window.group === 1 && 4 * filters <= channels;
}
