/** Weights with their shapes, as files take them. */
import type { Tensor } from "../graph/index.ts";
import { headVariables, type Network, onnxShape, variablesOf } from "../networks/index.ts";
import type { NetworkWeights } from "./stored-layers.ts";

/** Base, then head, in the order of Keras' files; names and layout are ours. */
export function namedTensors(network: Network, { base, head }: NetworkWeights): Map<string, Tensor> {
  const units = head?.get("head/bias")?.length;
  const variables = [...variablesOf(network), ...(units === undefined ? [] : headVariables(network.channels, units))];
  return new Map(
    variables.map((variable): [string, Tensor] => {
      const data = (base.get(variable.name) ?? head?.get(variable.name))!; // readWeights gives every one
      return [variable.name, { type: "float32", shape: onnxShape(variable), data }];
    }),
  );
}
