/** The folder of all shards: what lies there, how large it is, and what goes first where there is no more room. */
import { existsSync, readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { KEYS, ROWS, removeShard } from "./shard.ts";

/** A shard as its files show it; one of them may be missing, where a process was killed while it made or removed it. */
export interface ShelvedShard {
  readonly stem: string;
  readonly bytes: number;
  /** Milliseconds since 1970: when a row was last written or read. */
  readonly lastUsed: number;
}

/** Left free on the disk, for what runs write themselves. */
const RESERVE = 1e9;

/** None where there is no folder. */
export function shardsIn(folder: string): ShelvedShard[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const stems = new Set(names.flatMap(({ name }) => stemOf(name)));
  return [...stems].map((stem) => shelved(join(folder, stem)));
}

const stemOf = (name: string): string[] =>
  [KEYS, ROWS].filter((end) => name.endsWith(end)).map((end) => name.slice(0, -end.length));

function shelved(stem: string): ShelvedShard {
  const files = [KEYS, ROWS].flatMap((end) => statSync(stem + end, { throwIfNoEntry: false }) ?? []);
  return {
    stem,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    lastUsed: Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs)),
  };
}

/** Removes the least recently used until `wanted` bytes fit below the limit. Gives the bytes that do, and that the disk can spare. */
export function makeRoom(folder: string, limit: number, wanted: number, own: string | undefined): number {
  if (limit === 0) return 0; // nothing is kept; what others kept is not thrown away for that
  const shards = shardsIn(folder).sort((a, b) => a.lastUsed - b.lastUsed);
  let total = shards.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const shard of shards.filter(({ stem }) => stem !== own)) {
    if (total + wanted <= limit) break;
    removeShard(shard.stem);
    total -= shard.bytes;
  }
  const { bavail, bsize } = statfsSync(folder);
  return Math.min(limit - total, bavail * bsize - RESERVE);
}
