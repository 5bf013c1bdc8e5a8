import type { Network, NetworkOptions } from "../../../src/networks/network.ts";
import { resnet } from "../../../src/networks/resnet.ts";

/** small_resnet of tests/golden/generate/networks.py: two stages of two blocks on images of 64 x 64. */
export function smallResnet(options: NetworkOptions = {}): Network {
  const stages = [
    { name: "conv2", filters: 8, blocks: 2, stride: 1 },
    { name: "conv3", filters: 12, blocks: 2, stride: 2 },
  ];
  return resnet("small_resnet", stages, { imageSize: 64, ...options });
}
