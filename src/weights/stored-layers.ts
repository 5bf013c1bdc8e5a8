/** What the layouts of Keras' files have in common: layers with their variables, to be held against a network's, one by one. */
import {
  headVariables,
  type Layer,
  type Network,
  onnxShape,
  toOnnxLayout,
  type Variable,
  variablesOf,
} from "../networks/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { Hdf5File } from "./hdf5.ts";

/** A network's values by the names of its variables, in ONNX' layout. */
export interface NetworkWeights {
  readonly base: ReadonlyMap<string, Float32Array>;
  /** head/kernel and head/bias, of as many units as the file has; null where it has no head. */
  readonly head: ReadonlyMap<string, Float32Array> | null;
}

/** What of a network its files are about. */
export type NetworkLayers = Pick<Network, "layers" | "channels">;

/** A layer that has variables, as it is in a file. */
export interface StoredLayer {
  readonly name: string;
  /** Paths of its data sets, in the order of Keras' layer.weights. */
  readonly variables: readonly string[];
}

export interface StoredModel {
  /** To be those of the network, in its order. */
  readonly base: readonly StoredLayer[];
  /** What else has variables: the head, if there is one. */
  readonly rest: readonly StoredLayer[];
}

/** A variable, and the data set that is to hold its values. */
interface Match {
  readonly variable: Variable;
  readonly path: string;
}

export const layersWithVariables = ({ layers }: NetworkLayers): Layer[] =>
  layers.filter(({ variables }) => variables.length > 0);

/** The values of a model in a file. Everything is checked before the first value is read; the first mismatch is E_WEIGHTS_SHAPE. */
export function readModel(
  file: Hdf5File,
  { base, rest }: StoredModel,
  network: NetworkLayers,
  where: string,
): NetworkWeights {
  const matches = layersWithVariables(network).flatMap((layer, i) => matchLayer(layer, base[i], base.length, where));
  for (const match of matches) requireShape(file, match, where);
  const head = matchHead(file, rest, network, where);
  for (const match of head) requireShape(file, match, where);
  return { base: valuesOf(file, matches), head: head.length > 0 ? valuesOf(file, head) : null };
}

function valuesOf(file: Hdf5File, matches: readonly Match[]): Map<string, Float32Array> {
  return new Map(matches.map(({ variable, path }) => [variable.name, toOnnxLayout(variable, file.float32(path))]));
}

function matchLayer(layer: Layer, stored: StoredLayer | undefined, count: number, where: string): Match[] {
  const { name, variables } = layer;
  if (stored?.variables.length === variables.length) {
    return variables.map((variable, i) => ({ variable, path: stored.variables[i]! }));
  }
  const roles = variables.map(({ role }) => role).join(", ");
  const received =
    stored === undefined
      ? `nothing: the file has ${count} layers with variables`
      : `${counted(stored.variables)} in ${stored.name}`;
  throw mismatch(`${where}, ${name}`, roles, received);
}

const counted = ({ length }: readonly unknown[]): string => `${length} ${length === 1 ? "variable" : "variables"}`;

function requireShape(file: Hdf5File, { variable, path }: Match, where: string): void {
  const tensor = file.tensor(path);
  const expected = `float32 [${variable.shape.join(", ")}]`;
  const received = tensor === undefined ? "nothing" : `${tensor.type} [${tensor.shape.join(", ")}]`;
  if (received !== expected) throw mismatch(`${where}, ${variable.name}`, expected, `${received} in ${path}`);
}

/** One dense layer, or none. */
function matchHead(file: Hdf5File, rest: readonly StoredLayer[], { channels }: NetworkLayers, where: string): Match[] {
  const [dense, ...more] = rest;
  if (dense === undefined) return [];
  const units = file.tensor(dense.variables[0]!)?.shape[1];
  if (more.length > 0 || dense.variables.length !== 2 || units === undefined) {
    throw new RoentgenError("E_WEIGHTS_HEAD", "the model has more than the network and one dense layer", {
      kind: "weights",
      where,
      expected: "nothing, or a dense layer with kernel and bias",
      received: rest.map(({ name, variables }) => `${name} with ${counted(variables)}`).join(", "),
      fix: "save the network alone: in Keras, model.get_layer(NAME).save_weights(FILE)",
    });
  }
  return headVariables(channels, units).map((variable, i) => ({ variable, path: dense.variables[i]! }));
}

/** Values by name from tensors that are already in ONNX' layout. */
export function checkedValues(
  variables: readonly Variable[],
  tensors: ReadonlyMap<string, { readonly type: string; readonly shape: readonly number[]; readonly data: unknown }>,
  where: string,
): Map<string, Float32Array> {
  return new Map(
    variables.map((variable) => {
      const tensor = tensors.get(variable.name);
      const expected = `float32 [${onnxShape(variable).join(", ")}]`;
      const received = tensor === undefined ? "nothing" : `${tensor.type} [${tensor.shape.join(", ")}]`;
      if (received === expected && tensor?.data instanceof Float32Array) return [variable.name, tensor.data];
      throw mismatch(`${where}, ${variable.name}`, expected, received);
    }),
  );
}

/** Bytes that a weight file of this network may have: its values, an optimizer's three times as much, and what describes them. */
export function largestFile(network: Network): number {
  const numbers = variablesOf(network).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return 4 * 4 * numbers + 2 ** 24;
}

function mismatch(where: string, expected: string, received: string): RoentgenError {
  return new RoentgenError("E_WEIGHTS_SHAPE", "the weights are not those of this network", {
    kind: "weights",
    where,
    expected,
    received,
    fix: "give the weights of the network that --network names",
  });
}
