/**
 * Rows of one set on the disk: found by their keys, and added to. It is a cache: nothing that goes wrong with it stops who uses it, who is
 * told once and computes. Node's own.
 */
import { mkdirSync } from "node:fs";
import { basename } from "node:path";
import { type FeatureSet, setName, textOf } from "./feature-set.ts";
import { KeyTable } from "./key-table.ts";
import {
  appendRows,
  closeShard,
  createShard,
  ENTRY_BYTES,
  keysOf,
  openShard,
  readRow,
  type Shard,
  touchShard,
} from "./shard.ts";
import { makeRoom, type ShelvedShard, shardsIn } from "./shelf.ts";

export interface Shelf {
  readonly folder: string;
  /** Bytes of all sets together. */
  readonly limit: number;
}

/** Why rows are not kept, or had to be computed again. */
export type TellProblem = (problem: string) => void;

/** Bytes that are written before the folder is looked at again: another process may write there, too. */
const LONGEST_STRIDE = 2 ** 26;

export class FeatureStore {
  readonly #shelf: Shelf;
  readonly #set: FeatureSet;
  readonly #tell: TellProblem;
  /** As they were at the start, each with the place of its first row in the table. */
  readonly #shards: readonly { readonly shard: Shard; readonly first: number }[];
  readonly #table: KeyTable;
  readonly #touched = new Set<Shard>();
  #own: Shard | undefined;
  /** Bytes that may be written before room is asked for. */
  #room = 0;
  #keeps = true;
  #saysDamage = true;

  private constructor(shelf: Shelf, set: FeatureSet, shards: readonly Shard[], tell: TellProblem) {
    this.#shelf = shelf;
    this.#set = set;
    this.#tell = tell;
    let rows = 0;
    this.#shards = shards.map((shard) => {
      const first = rows;
      rows += shard.count;
      return { shard, first };
    });
    this.#table = new KeyTable(rows);
  }

  static open(shelf: Shelf, set: FeatureSet, tell: TellProblem): FeatureStore {
    const store = new FeatureStore(shelf, set, shardsOf(shelf, set), tell);
    for (const { shard } of store.#shards) for (const key of keysOf(shard)) store.#table.add(key);
    return store;
  }

  /** Fills `row`; false where it is not there, or is not what was written. */
  read(key: Uint8Array, row: Float32Array): boolean {
    const into = bytesOf(row);
    for (const place of this.#table.find(key)) {
      const { shard, first } = this.#shards.findLast((each) => each.first <= place)!;
      if (readRow(shard, place - first, key, into)) {
        this.#touch(shard);
        return true;
      }
      this.#tellDamage(shard);
    }
    return false;
  }

  /** A row for each key. */
  add(keys: readonly Uint8Array[], rows: Float32Array): void {
    if (!this.#keeps) return;
    try {
      const header = this.#own === undefined ? textOf(this.#set).length : 0;
      this.#requireRoom(header + rows.byteLength + keys.length * ENTRY_BYTES);
      this.#own ??= createShard(this.#shelf.folder, this.#set);
      appendRows(this.#own, keys, bytesOf(rows));
    } catch (error) {
      this.#keeps = false;
      this.#tell(`features are not kept any more in ${this.#shelf.folder}: ${(error as Error).message}`); // node:fs throws Errors
    }
  }

  close(): void {
    for (const { shard } of this.#shards) closeShard(shard);
    if (this.#own !== undefined) closeShard(this.#own);
  }

  #requireRoom(bytes: number): void {
    const { folder, limit } = this.#shelf;
    if (this.#room < bytes) {
      mkdirSync(folder, { recursive: true });
      const stride = Math.max(bytes, Math.min(LONGEST_STRIDE, limit / 16));
      this.#room = Math.min(stride, makeRoom(folder, limit, stride, this.#own?.stem));
    }
    this.#room -= bytes;
    if (this.#room < 0) throw new Error("there is no room left below its limit, or on the disk");
  }

  #touch(shard: Shard): void {
    if (this.#touched.has(shard)) return;
    this.#touched.add(shard);
    touchShard(shard);
  }

  #tellDamage({ stem }: Shard): void {
    if (this.#saysDamage) this.#tell(`what is damaged in ${stem}.rows is computed again`);
    this.#saysDamage = false;
  }
}

/** Those of the set that can be read. */
function shardsOf({ folder }: Shelf, set: FeatureSet): Shard[] {
  const ours = shardsOrNone(folder).filter(({ stem }) => basename(stem).startsWith(`${setName(set)}-`));
  return ours.flatMap(({ stem }) => {
    try {
      return [openShard(stem, set)];
    } catch {
      return []; // half removed, or cut off in its first line
    }
  });
}

function shardsOrNone(folder: string): ShelvedShard[] {
  try {
    return shardsIn(folder);
  } catch {
    return []; // what cannot be read cannot be written either, and that is told
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
