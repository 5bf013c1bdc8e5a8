/**
 * Reverse-mode differentiation as a transformation of graphs: from the last node to the first, each node's rule turns the gradients of its
 * outputs into gradients of its inputs, as nodes.
 */
import { dependents, extract, type Graph, GraphBuilder, type Node } from "../graph/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules.ts";

export interface Differentiated {
  /** Computes what the graph computed, and the gradients. */
  readonly graph: Graph;
  /** Names of the gradients, by parameter, in the order asked for. */
  readonly gradients: ReadonlyMap<string, string>;
}

/**
 * The gradients of a scalar loss for some parameters (or inputs) of a graph. The result's outputs are the graph's own, then the gradients;
 * nothing is left in it that these do not need. Throws E_NO_RULE, E_NO_GRADIENT.
 */
export function differentiate(graph: Graph, loss: string, parameters: readonly string[]): Differentiated {
  const g = GraphBuilder.from(graph);
  const seed = g.expand(g.scalar(1), g.sizes(loss));
  const gradients = reverse(g, graph, new Map([[loss, seed]]), parameters);
  return { graph: extract(g.build(), { outputs: [...graph.outputs, ...gradients.values()] }), gradients };
}

/**
 * The gradients of parameters when those of the graph's outputs are known: they become inputs, named by `seeds` (output -> name of its
 * gradient). The result computes the gradients alone.
 */
export function pullback(
  graph: Graph,
  seeds: ReadonlyMap<string, string>,
  parameters: readonly string[],
): Differentiated {
  const g = GraphBuilder.from(graph);
  for (const [output, seed] of seeds) g.input(seed, g.typeOf(output));
  const gradients = reverse(g, graph, seeds, parameters);
  return { graph: extract(g.build(), { outputs: [...gradients.values()] }), gradients };
}

/** Adds the nodes of the gradients to the builder. seeds: gradients of values, known at the start. */
function reverse(
  g: GraphBuilder,
  graph: Graph,
  seeds: ReadonlyMap<string, string>,
  parameters: readonly string[],
): ReadonlyMap<string, string> {
  const active = dependents(graph, parameters);
  const gradients = new Map(seeds);
  for (const node of graph.nodes.toReversed()) {
    const dys = node.outputs.map((output) => gradients.get(output));
    if (dys.every((dy) => dy === undefined) || !node.inputs.some((input) => active.has(input))) continue;
    const dxs = g.within(`gradient/${node.name}`, () => ruleOf(node)(node, dys, g));
    node.inputs.forEach((input, i) => {
      const dx = dxs[i];
      if (!active.has(input) || dx === undefined) return;
      const before = gradients.get(input);
      gradients.set(input, before === undefined ? dx : g.add(before, dx, `gradient/${node.name}/sum_${i}`));
    });
  }
  return new Map(parameters.map((parameter) => [parameter, found(gradients, parameter)]));
}

function ruleOf(node: Node): Rule {
  const table: Readonly<Record<string, Rule>> = rules;
  const rule = node.domain === "" && Object.hasOwn(table, node.operator) ? table[node.operator] : undefined;
  if (rule !== undefined) return rule;
  throw new RoentgenError("E_NO_RULE", `no rule to differentiate ${node.operator}`, {
    where: `node ${node.name}`,
    expected: `one of ${Object.keys(rules).join(", ")}`,
    received: node.operator,
    fix: "freeze the part of the network below this node",
  });
}

function found(gradients: ReadonlyMap<string, string>, parameter: string): string {
  const gradient = gradients.get(parameter);
  if (gradient !== undefined) return gradient;
  throw new RoentgenError("E_NO_GRADIENT", `the loss does not depend on ${parameter}`, {
    where: `parameter ${parameter}`,
    kind: "fault",
  });
}
