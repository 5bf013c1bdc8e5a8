/** Shards that are read, of which only those used last are open: a set may have more of them than a process may have files. */
import type { FeatureSet } from "./feature-set.ts";
import { closeShard, openShard, type Shard } from "./shard.ts";

/** Each is two files; a process may have 256 or more. */
const MOST_OPEN = 32;

export class OpenShards {
  readonly #set: FeatureSet;
  /** By their stems, the last used last. */
  readonly #open = new Map<string, Shard>();

  constructor(set: FeatureSet) {
    this.#set = set;
  }

  /** Throws what openShard throws: it may have been removed meanwhile. */
  get(stem: string): Shard {
    const shard = this.#open.get(stem) ?? openShard(stem, this.#set);
    this.#open.delete(stem);
    this.#open.set(stem, shard);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN) this.#close(oldest!);
    return shard;
  }

  close(): void {
    for (const stem of [...this.#open.keys()]) this.#close(stem);
  }

  #close(stem: string): void {
    closeShard(this.#open.get(stem)!);
    this.#open.delete(stem);
  }
}
