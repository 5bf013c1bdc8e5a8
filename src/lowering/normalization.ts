/**
 * The two modes of batch normalisation.
 *
 * stored: the layer is what its stored statistics make of it, y = s x + (beta - s mean) with s = gamma / sqrt(variance + epsilon): folded
 * into the convolution before it, else one Mul and one Add. batch: mean and variance of the batch at hand, and the moving statistics follow.
 */
import { type Graph, GraphBuilder, type Node, rewrite } from "../graph/index.ts";

/** Scale and offset of a layer with stored statistics, [C] each. */
function affine(g: GraphBuilder, { inputs, attributes }: Node): { scale: string; offset: string } {
  const [gamma, beta, mean, variance] = inputs.slice(1).map((name) => name) as [string, string, string, string];
  const deviation = g.sqrt(g.add(variance, g.scalar((attributes.epsilon as number | undefined) ?? 1e-5)));
  const scale = g.div(gamma, deviation);
  return { scale, offset: g.sub(beta, g.mul(mean, scale)) };
}

const isStored = (node: Node): boolean => node.operator === "BatchNormalization" && node.attributes.training_mode !== 1;

/** Every normalisation in its stored form. */
export function foldNormalization(graph: Graph): Graph {
  const convolutions = foldable(graph);
  return rewrite(graph, (node, g) => {
    if (!isStored(node)) return undefined;
    const { scale, offset } = affine(g, node);
    const convolution = convolutions.get(node.inputs[0]!);
    return [convolution === undefined ? scaled(g, node, scale, offset) : folded(g, node, convolution, scale, offset)];
  });
}

/** Convolutions by the name of their output, which only a stored normalisation reads. */
function foldable(graph: Graph): Map<string, Node> {
  const readers = new Map<string, Node[]>(graph.outputs.map((name) => [name, []]));
  for (const node of graph.nodes)
    for (const name of node.inputs) readers.set(name, [...(readers.get(name) ?? []), node]);
  const alone = (name: string): boolean => {
    const nodes = readers.get(name) ?? [];
    return nodes.length === 1 && isStored(nodes[0]!) && !graph.outputs.includes(name);
  };
  return new Map(
    graph.nodes.flatMap((node) =>
      node.operator === "Conv" && alone(node.outputs[0]!) ? [[node.outputs[0]!, node] as const] : [],
    ),
  );
}

/** kernel s, (bias - mean) s + beta */
function folded(g: GraphBuilder, node: Node, convolution: Node, scale: string, offset: string): string {
  const [x, kernel, bias] = convolution.inputs;
  const [filters] = g.sizes(kernel!);
  const wider = g.mul(kernel!, g.reshape(scale, [filters!, 1, 1, 1]));
  const shift = bias ? g.add(g.mul(bias, scale), offset) : offset;
  const inputs = [x!, wider, shift];
  return g.op("Conv", inputs, convolution.attributes, { name: node.outputs[0]! });
}

function scaled(g: GraphBuilder, node: Node, scale: string, offset: string): string {
  const [channels] = g.sizes(scale);
  const perChannel = (value: string): string => g.reshape(value, [1, channels!, 1, 1]);
  return g.add(g.mul(node.inputs[0]!, perChannel(scale)), perChannel(offset), node.outputs[0]!);
}

export interface BatchNormalized {
  readonly graph: Graph;
  /** Moving statistic -> value that it has after the step; these are outputs of the graph. */
  readonly moving: ReadonlyMap<string, string>;
}

/** Normalisations (of the layers that `trains` says) with the statistics of the batch. */
export function normalizeByBatch(graph: Graph, trains: (layer: string) => boolean = () => true): BatchNormalized {
  const g = GraphBuilder.from({ ...graph, nodes: [] });
  const moving = new Map<string, string>();
  for (const node of graph.nodes) {
    if (!isStored(node) || !trains(node.name)) {
      g.copy(node);
      continue;
    }
    const [, , , mean, variance] = node.inputs;
    const next = [`${mean}:next`, `${variance}:next`] as const;
    g.copy({ ...node, outputs: [node.outputs[0]!, ...next], attributes: { ...node.attributes, training_mode: 1 } });
    moving.set(mean!, next[0]).set(variance!, next[1]);
  }
  for (const name of [...graph.outputs, ...moving.values()]) g.output(name);
  return { graph: g.build(), moving };
}
