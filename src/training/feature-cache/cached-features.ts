/** Features that are looked up first: only those are computed that the cache does not have, and they are kept at once, so that a run that is killed goes on from there. */

import type { DrawAugmentation } from "../augmentation.ts";
import type { BaseFeatures } from "../base-features.ts";
import type { PixelSource } from "../pixel-source.ts";
import { chunks } from "../tensors.ts";
import { rowKey } from "./feature-set.ts";
import type { FeatureStore } from "./feature-store.ts";

/** What `features` gives for an image must not depend on which others it is asked for with. Releases both. */
export function cachedFeatures(features: BaseFeatures, store: FeatureStore): BaseFeatures {
  const { channels, atOnce } = features;
  let cached = 0;
  return {
    channels,
    atOnce,
    get cached() {
      return cached;
    },
    async of(images, chosen, draw) {
      const rows = new Float32Array(chosen.length * channels);
      const rowAt = (place: number): Float32Array => rows.subarray(place * channels, (place + 1) * channels);
      const keys = chosen.map((image) => keyOf(images, image, draw));
      const missing = [...keys.keys()].filter((place) => !store.read(keys[place]!, rowAt(place)));
      cached += chosen.length - missing.length;
      for (const places of chunks(missing, atOnce)) {
        const computed = await features.of(
          images,
          places.map((place) => chosen[place]!),
          draw,
        );
        for (const [i, place] of places.entries())
          rowAt(place).set(computed.subarray(i * channels, (i + 1) * channels));
        store.add(
          places.map((place) => keys[place]!),
          computed,
        );
      }
      return rows;
    },
    notFiniteIn: (images, chosen, draw) => features.notFiniteIn(images, chosen, draw),
    async release() {
      store.close();
      await features.release();
    },
  };
}

function keyOf(images: PixelSource, image: number, draw: DrawAugmentation | undefined): Uint8Array {
  const identity = images.identity(image);
  return rowKey(identity, draw?.(identity));
}
