/** What the cache holds, set by set, for a person to look at and to remove. */
import { basename } from "node:path";
import { groupBy } from "../../util/group.ts";
import type { FeatureSet } from "./feature-set.ts";
import { describeShard, removeShard } from "./shard.ts";
import { type ShelvedShard, shardsIn } from "./shelf.ts";

export interface ShelvedSet {
  /** 16 hexadecimal digits. */
  readonly name: string;
  /** null: damaged, or of another version. */
  readonly set: FeatureSet | null;
  /** Each of an image in a view. */
  readonly features: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
}

/** The last used first. */
export function shelvedSets(folder: string): ShelvedSet[] {
  const sets = groupBy(shardsIn(folder), ({ stem }) => basename(stem).replace(/-.*/, ""));
  return [...sets].map(([name, shards]) => setOf(name, shards)).sort((a, b) => b.lastUsed - a.lastUsed);
}

function setOf(name: string, shards: readonly ShelvedShard[]): ShelvedSet {
  const described = shards.flatMap(({ stem }) => describeShard(stem) ?? []);
  return {
    name,
    set: described[0]?.set ?? null,
    features: described.reduce((sum, { rows }) => sum + rows, 0),
    bytes: shards.reduce((sum, { bytes }) => sum + bytes, 0),
    lastUsed: Math.max(...shards.map(({ lastUsed }) => lastUsed)),
  };
}

/** Removes what was last used before a moment. A run that is under way goes on without what is removed. Gives the bytes that are free again. */
export function clearShelf(folder: string, usedBefore: number): number {
  const old = shardsIn(folder).filter(({ lastUsed }) => lastUsed < usedBefore);
  for (const { stem } of old) removeShard(stem);
  return old.reduce((sum, { bytes }) => sum + bytes, 0);
}
