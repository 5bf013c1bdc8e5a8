import { nasnet } from "../../../src/networks/nasnet.ts";
import type { Network, NetworkOptions } from "../../../src/networks/network.ts";

/** small_nasnet of tests/golden/generate/networks.py: NASNet-A (1 @ 96) on images of 64 x 64. */
export function smallNasnet(options: NetworkOptions = {}): Network {
  const settings = { penultimateFilters: 96, blocks: 1, stemFilters: 8, skipReduction: false, filterMultiplier: 2 };
  return nasnet("small_nasnet", settings, { imageSize: 64, ...options });
}
