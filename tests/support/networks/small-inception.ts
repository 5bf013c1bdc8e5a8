import { inceptionBlock, normalizedConvolution } from "../../../src/networks/inceptionresnetv2.ts";
import { maxPooling } from "../../../src/networks/layers.ts";
import type { Network, NetworkOptions } from "../../../src/networks/network.ts";
import { NetworkBuilder } from "../../../src/networks/network-builder.ts";

/** small_inception of tests/golden/generate/networks.py: one block of each kind on images of 64 x 64. */
export function smallInception(options: NetworkOptions = {}): Network {
  const g = new NetworkBuilder("small_inception", options.imageSize ?? 64, options.batch);
  let x = normalizedConvolution(g, g.image, 16, 3, { stride: 2, padding: "valid" }); // 31 x 31 x 16
  x = maxPooling(g, x, { kernel: 3, stride: 2 }); // 15 x 15 x 16
  x = inceptionBlock(g, x, { type: "block35", index: 1, scale: 0.17 });
  x = inceptionBlock(g, x, { type: "block17", index: 1, scale: 0.1 });
  x = inceptionBlock(g, x, { type: "block8", index: 1, scale: 1, relu: false });
  return g.build(normalizedConvolution(g, x, 24, 1, { name: "conv_7b" })); // 15 x 15 x 24
}
