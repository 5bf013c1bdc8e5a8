/** What a rule of differentiation is given and gives. */
import type { GraphBuilder, Node } from "../graph/index.ts";

/**
 * (node, gradients of its outputs, builder) -> gradients of its inputs.
 * An output that the loss does not depend on has no gradient; an input that has none (a shape, an index) gets none.
 */
export type Rule = (node: Node, dys: readonly Gradient[], g: GraphBuilder) => readonly Gradient[];
export type Gradient = string | undefined;

/** For a node whose first output is the only one with a gradient. */
export const single =
  (rule: (node: SingleNode, dy: string, g: GraphBuilder) => readonly Gradient[]): Rule =>
  (node, [dy], g) =>
    dy === undefined ? [] : rule({ node, x: node.inputs[0]!, y: node.outputs[0]!, inputs: node.inputs }, dy, g);

export interface SingleNode {
  readonly node: Node;
  /** The first input. */
  readonly x: string;
  /** The first output. */
  readonly y: string;
  readonly inputs: readonly string[];
}

/** Sums a gradient over the axes along which a value of this shape was broadcast. */
export function unbroadcast(g: GraphBuilder, dy: string, value: string): string {
  const from = g.sizes(dy);
  const to = g.sizes(value);
  const lead = from.length - to.length;
  const axes = from.flatMap((size, i) => (i < lead || (to[i - lead] === 1 && size !== 1) ? [i] : []));
  if (axes.length === 0) return dy;
  const summed = g.reduceSum(dy, axes, lead === 0 ? 1 : 0);
  return lead === 0 ? summed : g.reshape(summed, to);
}
