/** The part of a network that is trained where the rest is frozen: a layer and all after it, in the order of Keras' model.layers. */
import type { RoentgenError } from "../util/error.ts";
import { misnamed, optionError } from "../util/usage.ts";
import type { Layer, Network, Variable } from "./network.ts";

/** Trainable variables from a layer on; null: of all layers. */
export const trainedVariables = (network: Network, from: string | null): Variable[] =>
  layersFrom(network, from).flatMap(trainableOf);

const trainableOf = ({ variables }: Layer): Variable[] => variables.filter(({ trainable }) => trainable);

/** layer: of the network, or null. */
function layersFrom({ layers }: Network, layer: string | null): readonly Layer[] {
  return layer === null ? layers : layers.slice(layers.findIndex(({ name }) => name === layer));
}

const WHERE = "--unfreeze-from";
const LAST = /^last:(\d+)$/;

/** The layer that training begins with. asked: its name, or last:N for the Nth from the end of those with something to train. Throws E_OPTION. */
export function firstTrained(network: Network, asked: string): string {
  const trained = network.layers.filter((layer) => trainableOf(layer).length > 0);
  const last = LAST.exec(asked)?.[1];
  if (last === undefined) return namedLayer(network, trained, asked);
  if (Number(last) === 0) throw nothingToTrain(asked);
  const layer = trained.at(-Number(last));
  if (layer !== undefined) return layer.name;
  throw optionError(`${network.name} has fewer layers to train`, {
    where: WHERE,
    expected: `last:1 to last:${trained.length}`,
    received: asked,
    fix: "leave it out to train all of them",
  });
}

function namedLayer({ name: network, layers }: Network, trained: readonly Layer[], asked: string): string {
  const at = layers.findIndex(({ name }) => name === asked);
  if (at >= 0) {
    if (layers.indexOf(trained.at(-1)!) < at) throw nothingToTrain(asked);
    return asked;
  }
  const names = layers.map(({ name }) => name);
  throw misnamed("E_OPTION", `${network} has no layer ${asked}`, {
    received: asked,
    known: names,
    expected: `the name of one of its ${names.length} layers, or last:N`,
    where: WHERE,
    otherwise: `give last:20, or a name such as ${trained.at(-1)!.name}`,
  });
}

const nothingToTrain = (asked: string): RoentgenError =>
  optionError("nothing of the network would be trained", {
    where: WHERE,
    expected: "a layer with something to train, or one before it",
    received: asked,
    fix: "to train the head alone give --fine-tune-epochs 0",
  });
