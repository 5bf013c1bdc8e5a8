/**
 * Keras' older layout of weights (.h5, keras-by-order.ts), which every Keras reads: load_weights of the matching model in keras.applications
 * with include_top=False takes it. A head becomes one more dense layer behind, for a model that was built with one.
 */
import type { File, Group } from "h5wasm";
import { headVariables, type Layer, toKerasLayout } from "../networks/index.ts";
import { fileNode } from "./hdf5-node.ts";
import { layersWithVariables, type NetworkLayers, type NetworkWeights } from "./stored-layers.ts";

const FILE = "/written.h5";

/** The bytes of a file. Every variable of the network must be there; values are in ONNX' layout. */
export async function writeKerasWeights(network: NetworkLayers, weights: NetworkWeights): Promise<Uint8Array> {
  const { File, ready } = await import("h5wasm"); // large, and seldom needed
  const { FS } = await ready;
  const layers: StorableLayer[] = [...layersWithVariables(network), ...headLayer(network, weights)];
  const values = new Map([...weights.base, ...(weights.head ?? [])]);
  const file = new File(FILE, "w");
  const node = fileNode(FS, FILE);
  const start = node.contents.subarray(0, node.usedBytes);
  node.contents = new Uint8Array(roomFor(values)); // else it grows by an eighth at a time
  node.contents.set(start);
  file.create_attribute(
    "layer_names",
    layers.map(({ name }) => name),
  );
  file.create_attribute("backend", "tensorflow");
  file.create_attribute("keras_version", "3.0.0"); // of the layout; older ones are converted when they are read
  for (const layer of layers) writeLayer(file, layer, values);
  file.close();
  FS.unlink(FILE);
  return node.contents.subarray(0, node.usedBytes);
}

/** Bytes of the values, and of what describes them, generously. */
const roomFor = (values: ReadonlyMap<string, Float32Array>): number =>
  [...values.values()].reduce((sum, { byteLength }) => sum + byteLength + 2 ** 12, 2 ** 20);

type StorableLayer = Pick<Layer, "name" | "variables">;

function headLayer({ channels }: NetworkLayers, { head }: NetworkWeights): StorableLayer[] {
  const units = head?.get("head/bias")?.length;
  return units === undefined ? [] : [{ name: "head", variables: headVariables(channels, units) }];
}

/** LAYER/LAYER/VARIABLE, as Keras names a variable by its layer once more. */
function writeLayer(file: File, { name, variables }: StorableLayer, values: ReadonlyMap<string, Float32Array>): void {
  const group: Group = file.create_group(name);
  group.create_attribute(
    "weight_names",
    variables.map((variable) => variable.name),
  );
  const inner = group.create_group(name);
  for (const variable of variables) {
    const data = toKerasLayout(variable, valuesOf(variable.name, values));
    inner.create_dataset({ name: variable.role, data, shape: [...variable.shape] });
  }
}

function valuesOf(name: string, values: ReadonlyMap<string, Float32Array>): Float32Array {
  const found = values.get(name);
  if (found === undefined) throw new Error(`no values for ${name}`);
  return found;
}
