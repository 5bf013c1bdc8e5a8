import { normalizedConvolution } from "../../../src/networks/inceptionresnetv2.ts";
import { concatenate } from "../../../src/networks/layers.ts";
import type { Network } from "../../../src/networks/network.ts";
import { NetworkBuilder } from "../../../src/networks/network-builder.ts";

/** branches of tests/golden/generate/keras_files.py: automatic names, two branches whose first kernels have the same shape. */
export function branches(): Network {
  const g = new NetworkBuilder("branches", 64);
  const x = normalizedConvolution(g, g.image, 4, 3, { stride: 2, padding: "valid" });
  const short = normalizedConvolution(g, x, 3, 1);
  const long = normalizedConvolution(g, normalizedConvolution(g, x, 3, 1), 3, 3);
  return g.build(normalizedConvolution(g, concatenate(g, [long, short]), 6, 1, { name: "conv_7b" }));
}
