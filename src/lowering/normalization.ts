/**
 * The two modes of batch normalisation.
 *
 * stored: the layer is what its stored statistics make of it, y = s x + (beta - s mean) with s = gamma / sqrt(variance + epsilon): folded
 * into the convolution before it, else one Mul and one Add. batch: mean and variance of the batch at hand, and the moving statistics follow.
 */
import { type Graph, GraphBuilder, type Node, rewrite } from "../graph/index.ts";
import { soleReaders } from "./readers.ts";

/** Scale and offset of a layer with stored statistics, [C] each. */
function affine(g: GraphBuilder, { inputs, attributes }: Node): { scale: string; offset: string } {
  const [gamma, beta, mean, variance] = inputs.slice(1) as [string, string, string, string];
  const deviation = g.sqrt(g.add(variance, g.scalar((attributes.epsilon as number | undefined) ?? 1e-5)));
  const scale = g.div(gamma, deviation);
  return { scale, offset: g.sub(beta, g.mul(mean, scale)) };
}

/** Whether a node normalises with statistics that it is given, not with those of its batch. */
export const isStored = ({ operator, attributes }: Node): boolean =>
  operator === "BatchNormalization" && attributes.training_mode !== 1;

/** Every normalisation in its stored form. */
export function foldNormalization(graph: Graph): Graph {
  const convolutions = convolutionsBefore(graph, isStored);
  return rewrite(graph, (node, g) => {
    if (!isStored(node)) return undefined;
    const { scale, offset } = affine(g, node);
    const convolution = convolutions.get(node.inputs[0]!);
    return [convolution === undefined ? scaled(g, node, scale, offset) : folded(g, node, convolution, scale, offset)];
  });
}

/** Convolutions by the name of their output, which only a normalisation of that kind reads. */
export function convolutionsBefore(graph: Graph, isKind: (node: Node) => boolean): Map<string, Node> {
  const readers = soleReaders(graph);
  return new Map(
    graph.nodes.flatMap((node) => {
      const value = node.outputs[0]!;
      const reader = readers.get(value);
      return node.operator === "Conv" && reader !== undefined && isKind(reader) ? [[value, node] as const] : [];
    }),
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
  /** Biases that the batch's mean takes out again: nothing but the moving means depends on them. */
  readonly cancelled: ReadonlySet<string>;
}

/**
 * Normalisations (of the layers that `trains` says) with the statistics of the batch. The bias of a convolution before one is left to the
 * moving mean: its gradient is zero, of which float32 would keep noise, and Adam makes full steps of noise. momentum: default, the layer's own;
 * with 0 the "moving" statistics are the batch's.
 */
export function normalizeByBatch(
  graph: Graph,
  trains: (layer: string) => boolean = () => true,
  momentum?: number,
): BatchNormalized {
  const isOfBatch = (node: Node): boolean => isStored(node) && trains(node.name);
  const biases = biasesBefore(graph, isOfBatch);
  const g = GraphBuilder.from({ ...graph, nodes: [] });
  const moving = new Map<string, string>();
  for (const node of graph.nodes) {
    if (!isOfBatch(node)) {
      g.copy(biases.has(node.outputs[0]!) ? { ...node, inputs: node.inputs.slice(0, 2) } : node);
      continue;
    }
    const pairs = g.within(node.name, () =>
      withBatchStatistics(g, withMomentum(node, momentum), biases.get(node.inputs[0]!)),
    );
    for (const [statistic, next] of pairs) moving.set(statistic, next);
  }
  for (const name of [...graph.outputs, ...moving.values()]) g.output(name);
  return { graph: g.build(), moving, cancelled: new Set(biases.values()) };
}

const withMomentum = (node: Node, momentum: number | undefined): Node =>
  momentum === undefined ? node : { ...node, attributes: { ...node.attributes, momentum } };

/** Biases, read by nothing else, by the output of their convolution, which only a normalisation of that kind reads. */
function biasesBefore(graph: Graph, isKind: (node: Node) => boolean): Map<string, string> {
  const readers = soleReaders(graph);
  return new Map(
    [...convolutionsBefore(graph, isKind)].flatMap(([output, { inputs }]) => {
      const bias = inputs[2];
      return bias !== undefined && readers.has(bias) ? [[output, bias] as const] : [];
    }),
  );
}

/** bias: of the convolution before, which went without it. Gives the moving statistics, each with its next value. */
function withBatchStatistics(g: GraphBuilder, node: Node, bias: string | undefined): [string, string][] {
  const [mean, variance] = node.inputs.slice(3) as [string, string];
  const { momentum = 0.9 } = node.attributes as { momentum?: number };
  const next = [bias ? `${mean}:without_bias` : `${mean}:next`, `${variance}:next`] as const;
  g.copy({ ...node, outputs: [node.outputs[0]!, ...next], attributes: { ...node.attributes, training_mode: 1 } });
  const nextMean = bias ? g.add(next[0], g.mul(bias, g.scalar(1 - momentum)), `${mean}:next`) : next[0];
  return [
    [mean, nextMean],
    [variance, next[1]],
  ];
}
