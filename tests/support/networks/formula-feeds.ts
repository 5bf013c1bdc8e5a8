/** What a network of the references is fed with: weights and images by formula, in ONNX' layout. */
import { toOnnxLayout } from "../../../src/networks/kernel-layout.ts";
import type { Network } from "../../../src/networks/network.ts";
import { images, weight } from "../formula.ts";
import type { Float32Tensor } from "../run-graph.ts";

/** Every variable of the network, by name. */
export function formulaWeights(network: Network): Map<string, Float32Tensor> {
  return new Map(
    network.layers.flatMap(({ name: layer, variables }) =>
      variables.map((variable): [string, Float32Tensor] => {
        const data = toOnnxLayout(variable, weight(network.name, layer, variable.role, variable.shape));
        const shape = network.graph.values.get(variable.name)!.shape as readonly number[];
        return [variable.name, { type: "float32", shape, data }];
      }),
    ),
  );
}

/** count x 3 x size x size */
export function formulaImages(name: string, count: number, size: number): Float32Tensor {
  const pixels = size * size;
  const interleaved = images(name, count, size);
  const data = interleaved.map((_, to) => {
    const [image, channel, pixel] = [Math.floor(to / (3 * pixels)), Math.floor(to / pixels) % 3, to % pixels];
    return interleaved[(image * pixels + pixel) * 3 + channel]!;
  });
  return { type: "float32", shape: [count, 3, size, size], data };
}
