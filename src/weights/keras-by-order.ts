/**
 * Keras' older layout (.h5 weights, and whole models in .h5): an attribute lists the layers in the order of model.layers, each layer's group
 * lists its variables. Names are no help at the top, as Keras 2 gave others: the order counts, as in Keras' own
 * load_weights_from_hdf5_group (keras/src/legacy/saving/legacy_h5_format.py).
 *
 * A model inside a model is one layer with a long list: the variables that were trainable when it was saved, then the others.
 */
import { z } from "zod";
import { RoentgenError } from "../util/error.ts";
import type { Hdf5File } from "./hdf5.ts";
import { layersWithVariables, type NetworkLayers, type StoredLayer, type StoredModel } from "./stored-layers.ts";

/** Undefined where the file has another layout. */
export function modelByOrder(file: Hdf5File, network: NetworkLayers, where: string): StoredModel | undefined {
  const group = ["/model_weights", ""].find((each) => listOf(file, each || "/", "layer_names") !== undefined);
  if (group === undefined) return undefined;
  const names = listOf(file, group || "/", "layer_names")!;
  const stored = names.map((name) => storedLayer(file, `${group}/${name}`, name)).filter(hasVariables);
  const ours = layersWithVariables(network);
  const most = Math.max(...ours.map(({ variables }) => variables.length));
  const nested = stored.find(({ variables }) => variables.length > most);
  if (nested === undefined) return { base: stored.slice(0, ours.length), rest: stored.slice(ours.length) };
  return { base: unnested(file, nested, network, where), rest: stored.filter((layer) => layer !== nested) };
}

const hasVariables = ({ variables }: StoredLayer): boolean => variables.length > 0;

function storedLayer(file: Hdf5File, path: string, name: string): StoredLayer {
  const variables = listOf(file, path, "weight_names") ?? [];
  return { name, variables: variables.map((variable) => `${path}/${variable}`) };
}

/** A list of texts, which Keras divides into name0, name1, ... where it is long. */
function listOf(file: Hdf5File, path: string, attribute: string): string[] | undefined {
  const whole = file.texts(path, attribute);
  if (whole !== undefined) return whole;
  const parts: string[][] = [];
  for (;;) {
    const part = file.texts(path, `${attribute}${parts.length}`);
    if (part === undefined) return parts.length > 0 ? parts.flat() : undefined;
    parts.push(part);
  }
}

/** The layers of the model inside: by our names if it has them, else in its own order. */
function unnested(file: Hdf5File, nested: StoredLayer, network: NetworkLayers, where: string): StoredLayer[] {
  const layers = byLayer(nested);
  const ours = layersWithVariables(network);
  const names = ours.every(({ name }) => layers.has(name)) ? ours.map(({ name }) => name) : undefined;
  const order = names ?? configuredOrder(file, nested.name) ?? orderOfList(nested, layers, where);
  const ordered = order.flatMap((name) => layers.get(name) ?? []);
  return ordered.length === layers.size ? ordered : [...layers.values()];
}

/** A variable's path ends in LAYER/VARIABLE. */
function byLayer({ variables }: StoredLayer): Map<string, StoredLayer> {
  const layers = new Map<string, string[]>();
  for (const path of variables) {
    const name = path.split("/").at(-2)!;
    layers.set(name, [...(layers.get(name) ?? []), path]);
  }
  return new Map(Array.from(layers, ([name, paths]) => [name, { name, variables: paths }]));
}

const named = z.object({ name: z.string() });
const modelConfig = z.object({
  config: z.object({
    layers: z.array(
      z.object({
        config: named.extend({
          layers: z
            .array(z.object({ config: named }))
            .optional()
            .catch(undefined),
        }),
      }),
    ),
  }),
});

/** The order that a whole model's description gives to the layers of the model inside. */
function configuredOrder(file: Hdf5File, model: string): string[] | undefined {
  const text = file.texts("/", "model_config")?.[0];
  if (text === undefined) return undefined;
  const { data } = modelConfig.safeParse(parsed(text));
  return data?.config.layers
    .find(({ config }) => config.name === model)
    ?.config.layers?.map(({ config }) => config.name);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // then the list's own order must do
  }
}

/** Without a description the list's order is known only where all layers were trainable, or none. */
function orderOfList(nested: StoredLayer, layers: ReadonlyMap<string, StoredLayer>, where: string): string[] {
  const inLayerOrder = [...layers.values()].flatMap(({ variables }) => variables);
  const isMoving = (path: string): boolean => path.split("/").at(-1)!.startsWith("moving_");
  const trainableFirst = [...inLayerOrder.filter((path) => !isMoving(path)), ...inLayerOrder.filter(isMoving)];
  const isList = (paths: readonly string[]): boolean => paths.every((path, i) => path === nested.variables[i]);
  if (isList(inLayerOrder) || isList(trainableFirst)) return [...layers.keys()];
  throw new RoentgenError("E_KERAS_ORDER", "the order of the layers cannot be told", {
    kind: "weights",
    where: `${where}, ${nested.name}`,
    expected: "a model that was saved with all of its layers trainable, or none",
    received: "some layers trainable, under names that are not the network's",
    fix: "save the whole model in Keras: model.save(FILE.keras)",
  });
}
