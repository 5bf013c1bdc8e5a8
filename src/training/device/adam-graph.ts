/** Adam (adam.ts) as a graph, for parameters that lie on a device. */
import { type Graph, GraphBuilder, type ValueType } from "../../graph/index.ts";
import { kerasAdam } from "../adam.ts";

/** Input: what correctedRate gives, a scalar. */
export const RATE = "rate";
/** Beside a parameter "p": inputs "p", "p:gradient", "p:first", "p:second"; outputs "p:next", "p:first:next", "p:second:next". */
export const gradientOf = (name: string): string => `${name}:gradient`;
export const momentsOf = (name: string): [first: string, second: string] => [`${name}:first`, `${name}:second`];
export const nextOf = (name: string): string => `${name}:next`;

/** An update of all these parameters at once. */
export function adamGraph(parameters: ReadonlyMap<string, ValueType>): Graph {
  const g = new GraphBuilder("adam");
  g.input(RATE, { type: "float32", shape: [] });
  for (const [name, type] of parameters) update(g, name, type);
  return g.build();
}

/** m <- m + (g - m) (1 - beta1),  v <- v + (g^2 - v) (1 - beta2),  p <- p - rate m / (sqrt(v) + epsilon) */
function update(g: GraphBuilder, name: string, type: ValueType): void {
  const { beta1, beta2, epsilon } = kerasAdam;
  const [first, second] = momentsOf(name);
  const [p, gradient, m, v] = [name, gradientOf(name), first, second].map((each) => g.input(each, type)) as [
    string,
    string,
    string,
    string,
  ];
  const nextM = g.add(m, g.mul(g.sub(gradient, m), g.scalar(1 - beta1)), nextOf(m));
  const nextV = g.add(v, g.mul(g.sub(g.mul(gradient, gradient), v), g.scalar(1 - beta2)), nextOf(v));
  const step = g.div(g.mul(nextM, RATE), g.add(g.sqrt(nextV), g.scalar(epsilon)));
  for (const output of [g.op("Sub", [p, step], {}, { name: nextOf(p) }), nextM, nextV]) g.output(output);
}
