/**
 * The order of Keras' model.layers, which is the order of its weight files: layers by falling distance from the output, and those at the
 * same distance in the order of a depth-first walk from the output. Source: map_graph in keras/src/ops/function.py, Keras 3.
 */

interface Linked {
  readonly name: string;
  readonly inputs: readonly string[];
}

/** The layers that `output` needs, in Keras' order. */
export function layerOrder<L extends Linked>(layers: readonly L[], output: string): L[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const { visited, finished } = walk(byName, output);
  const depths = distances(finished);
  const depth = (layer: L): number => depths.get(layer.name)!;
  return visited.sort((a, b) => depth(b) - depth(a)); // a stable sort keeps the order of the walk
}

/** Depth first: layers in the order in which they are met, and in which they are done with. */
function walk<L extends Linked>(layers: ReadonlyMap<string, L>, output: string): { visited: L[]; finished: L[] } {
  const visited = new Set<L>();
  const finished: L[] = [];
  const visit = (name: string): void => {
    const layer = layers.get(name)!;
    if (visited.has(layer)) return;
    visited.add(layer);
    layer.inputs.forEach(visit);
    finished.push(layer);
  };
  visit(output);
  return { visited: [...visited], finished };
}

/** Length of the longest way from each layer to the output; every layer stands after its inputs. */
function distances(layers: readonly Linked[]): Map<string, number> {
  const depths = new Map<string, number>();
  for (const { name, inputs } of layers.toReversed()) {
    const depth = depths.get(name) ?? 0;
    depths.set(name, depth);
    for (const input of inputs) depths.set(input, Math.max(depth + 1, depths.get(input) ?? 0));
  }
  return depths;
}
