/** Where features are kept between runs, how much of them, and what they depend on. ROENTGEN_CACHE and ROENTGEN_CACHE_LIMIT decide. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type EnhanceOptions, PIXELS_VERSION } from "../image/index.ts";
import type { Device } from "../runtime/index.ts";
import type { FeatureCachePlan, Shelf } from "../training/index.ts";
import { parseBytes } from "../util/byte-size.ts";
import { cacheFolder } from "../util/cache-folder.ts";
import { RoentgenError } from "../util/error.ts";
import { machine, versions } from "./environment.ts";

const LIMIT = "10 GB";

/** Throws E_CACHE_LIMIT. */
export const featureShelf = (limit = process.env.ROENTGEN_CACHE_LIMIT || LIMIT): Shelf => ({
  folder: join(cacheFolder(), "features"),
  limit: limitOf(limit),
});

function limitOf(text: string): number {
  const limit = parseBytes(text);
  if (limit !== null) return limit;
  throw new RoentgenError("E_CACHE_LIMIT", "the limit of the feature cache is not a size", {
    kind: "usage",
    where: "ROENTGEN_CACHE_LIMIT",
    expected: "a number and kB, MB, GB or TB, such as 20GB; 0: nothing is kept",
    received: text,
    fix: "unset ROENTGEN_CACHE_LIMIT, or give it a size",
  });
}

interface Circumstances {
  readonly enhance: EnhanceOptions | null;
  readonly device: Device;
  /** null: all. */
  readonly threads: number | null;
}

/**
 * Another machine, version or number of threads may round otherwise, and other pixel work gives other pixels: what was computed with them is not
 * used. Throws E_CACHE_LIMIT.
 */
export function featureCachePlan({ enhance, device, threads }: Circumstances): FeatureCachePlan {
  const { platform, architecture, processor } = machine();
  const made = {
    enhance: enhance && { ...enhance, steps: [...enhance.steps], clahe: { ...enhance.clahe } },
    pixels: PIXELS_VERSION,
    device,
    threads: threads ?? availableParallelism(),
    platform,
    architecture,
    processor,
    ...versions(),
  };
  return { ...featureShelf(), made };
}
