/**
 * What a convolution's output is multiplied by and added to, channel by channel, goes into its kernel and bias: batch normalisation
 * with stored statistics, y = s x + (beta - s mean) with s = gamma / sqrt(variance + epsilon), and a factor. The values are constants of
 * an exported model, so this is computed once, in float64, and rounded once. A normalisation that follows something else becomes a
 * convolution of its own, 1 x 1 and depthwise: an integer graph then has one scale for each channel there, too.
 */
import { type Graph, type GraphBuilder, type Node, realsOf, rewrite, sizeOf, type Tensor } from "../../graph/index.ts";
import { convolutionsBefore, isStored } from "../normalization.ts";

type Reals = Float32Array | Float64Array;

/** y = scale x + offset for each channel; a single scale stands for all of them. */
interface Affine {
  readonly scale: Reals;
  readonly offset: Reals | undefined;
}

export function foldConstants(graph: Graph): Graph {
  const constantOf = (name: string): Tensor | undefined => graph.constants.get(name);
  const convolutions = convolutionsBefore(graph, (node) => affineOf(node, constantOf) !== undefined);
  return rewrite(graph, (node, g) => {
    const affine = affineOf(node, constantOf);
    if (affine === undefined) return undefined;
    const convolution = convolutions.get(node.inputs[0]!);
    if (convolution !== undefined && hasConstants(convolution, constantOf))
      return [folded(g, node, convolution, affine)];
    return node.operator === "BatchNormalization" && g.shape(node.inputs[0]!).length === 4
      ? [alone(g, node, affine)]
      : undefined;
  });
}

const hasConstants = ({ inputs }: Node, constantOf: (name: string) => Tensor | undefined): boolean =>
  inputs.slice(1).every((name) => name !== "" && constantOf(name)?.type === "float32");

function affineOf(node: Node, constantOf: (name: string) => Tensor | undefined): Affine | undefined {
  if (!isStored(node) && node.operator !== "Mul") return undefined;
  const constants = node.inputs.slice(1).map(constantOf);
  if (!constants.every((tensor) => tensor?.type === "float32")) return undefined;
  const values = (constants as Tensor[]).map(realsOf); // none is undefined, as was asked above
  if (isStored(node)) return normalization(node, values);
  return values[0]!.length === 1 ? { scale: values[0]!, offset: undefined } : undefined;
}

function normalization({ attributes }: Node, [gamma, beta, mean, variance]: readonly Reals[]): Affine {
  const epsilon = (attributes.epsilon as number | undefined) ?? 1e-5;
  const scale = Float64Array.from(gamma!, (value, c) => value / Math.sqrt(variance![c]! + epsilon));
  return { scale, offset: scale.map((value, c) => beta![c]! - value * mean![c]!) };
}

/** kernel s, bias s + offset */
function folded(g: GraphBuilder, node: Node, convolution: Node, { scale, offset }: Affine): string {
  const [x, kernelName, biasName] = convolution.inputs as [string, string, string?];
  const kernel = g.constantValue(kernelName)!;
  const [filters] = kernel.shape as [number];
  const factor = (filter: number): number => scale[scale.length === 1 ? 0 : filter]!;
  const each = sizeOf(kernel.shape) / filters;
  const scaled = realsOf(kernel).map((value, i) => value * factor(Math.floor(i / each)));
  const bias = biasName === undefined ? undefined : realsOf(g.constantValue(biasName)!);
  const shifted = Float32Array.from({ length: filters }, (_, c) => (bias?.[c] ?? 0) * factor(c) + (offset?.[c] ?? 0));
  const inputs = [x, constant(g, node, "kernel", scaled, kernel.shape)];
  if (bias !== undefined || offset !== undefined) inputs.push(constant(g, node, "bias", shifted, [filters]));
  return g.op("Conv", inputs, convolution.attributes, { name: node.outputs[0]! });
}

function alone(g: GraphBuilder, node: Node, { scale, offset }: Affine): string {
  const channels = scale.length;
  const kernel = constant(g, node, "kernel", scale, [channels, 1, 1, 1]);
  const bias = constant(g, node, "bias", offset ?? new Float32Array(channels), [channels]);
  return g.conv(node.inputs[0]!, kernel, bias, { group: channels, name: node.outputs[0]! });
}

const constant = (g: GraphBuilder, node: Node, role: string, values: Reals, shape: readonly number[]) =>
  g.constant({ type: "float32", shape, data: new Float32Array(values) }, `${node.outputs[0]!}:${role}`);
