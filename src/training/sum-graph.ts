/** Adding the gradients of a micro-batch to those before it. */
import { type Graph, GraphBuilder } from "../graph/index.ts";

/** Beside a gradient "g" of the micro-batch: input "g:sum", what came before; output "g:total". */
export const sumOf = (name: string): string => `${name}:sum`;
export const totalOf = (name: string): string => `${name}:total`;

/** graph: that of the micro-batch, whose outputs they are. */
export function sumGraph({ values }: Graph, summed: readonly string[]): Graph {
  const g = new GraphBuilder("sum");
  for (const name of summed) {
    const type = values.get(name)!;
    g.output(g.add(g.input(sumOf(name), type), g.input(name, type), totalOf(name)));
  }
  return g.build();
}
