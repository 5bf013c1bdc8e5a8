/** What gives features of images: a network of the registry without its head, or somebody's encoder, which stays as it is. */
import type { Graph } from "../graph/index.ts";
import { featureGraph } from "./head.ts";
import { type Network, type Variable, variablesOf } from "./network.ts";

export interface Base {
  readonly name: string;
  /** From INPUT, float32 batch x planes x H x W, to FEATURES, float32 batch x channels. */
  readonly graph: Graph;
  readonly channels: number;
  /** In the order of Keras' weight files; an encoder has none: its weights are constants of its graph. */
  readonly variables: readonly Variable[];
}

export const baseOf = (network: Network): Base => ({
  name: network.name,
  graph: featureGraph(network),
  channels: network.channels,
  variables: variablesOf(network),
});
