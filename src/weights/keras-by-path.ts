/**
 * Keras' newer layout (.weights.h5, and inside .keras): /layers/PATH/vars/0, 1, ... PATH is the layer's class and a counter
 * (separable_conv2d, separable_conv2d_1, ...), counted in the order of model.layers, whatever the layer's name
 * (_save_container_state in keras/src/saving/saving_lib.py). A model inside a model has a group "layers" of its own.
 *
 * Before 2.15 the group is "_layer_checkpoint_dependencies": a list with each layer that has weights twice, of which 2.12 and 2.13 count
 * both (separable_conv2d, separable_conv2d_2, ...), 2.14 the first.
 */
import type { Hdf5File } from "./hdf5.ts";
import { layersWithVariables, type NetworkLayers, type StoredLayer, type StoredModel } from "./stored-layers.ts";

/** Undefined where the file has another layout. */
export function modelByPath(file: Hdf5File, network: NetworkLayers): StoredModel | undefined {
  const group = GROUPS.find((each) => file.names(`/${each}`).length > 0);
  if (group === undefined) return undefined;
  const top = childrenOf(file, `/${group}`);
  const inside = top.map((path) => `${path}/${group}`);
  const first = pathsOf(network, 1)[0]!;
  const container = inside.find((each) => file.names(each).includes(first)) ?? `/${group}`;
  const there = new Set(file.names(container));
  const numbered = STEPS.map((step) => pathsOf(network, step));
  const ours = numbered.find((paths) => paths.every((path) => there.has(path))) ?? numbered[0]!;
  const base = ours.map((name) => storedLayer(file, `${container}/${name}`));
  const known = new Set(base.map(({ name }) => name));
  const others = [...top, ...inside.flatMap((each) => childrenOf(file, each))].filter((path) => !known.has(path));
  const rest = others.map((path) => storedLayer(file, path)).filter(({ variables }) => variables.length > 0);
  return { base, rest };
}

const GROUPS = ["layers", "_layer_checkpoint_dependencies"] as const;
/** How far the counter goes from a layer to the next of its class. */
const STEPS = [1, 2] as const;

const childrenOf = (file: Hdf5File, group: string): string[] => file.names(group).map((name) => `${group}/${name}`);

/** Those of the network's layers that have variables. */
function pathsOf(network: NetworkLayers, step: (typeof STEPS)[number]): string[] {
  const counters = new Map<string, number>();
  const withVariables = new Set(layersWithVariables(network));
  return network.layers.flatMap((layer) => {
    const count = counters.get(layer.kind) ?? 0;
    counters.set(layer.kind, count + step);
    const path = snakeCase(layer.kind) + (count === 0 ? "" : `_${count}`);
    return withVariables.has(layer) ? [path] : [];
  });
}

/** SeparableConv2D: separable_conv2d */
const snakeCase = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/_?(\d)D/, "$1d")
    .toLowerCase();

/** Data sets are numbered from 0. */
function storedLayer(file: Hdf5File, path: string): StoredLayer {
  const variables = file.names(`${path}/vars`).map((_, i) => `${path}/vars/${i}`);
  return { name: path, variables };
}
