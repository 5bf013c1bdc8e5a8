/**
 * Rows of one set on the disk: found by their keys, and added to. It is a cache: nothing that goes wrong with it stops who uses it, who is
 * told once and computes. Node's own.
 */
import { basename } from "node:path";
import { makeFolderNow } from "../../util/folder.ts";
import { type FeatureSet, KEY_BYTES, setName, textOf } from "./feature-set.ts";
import { KeyTable } from "./key-table.ts";
import { OpenShards } from "./open-shards.ts";
import {
  appendRows,
  closeShard,
  createShard,
  ENTRY_BYTES,
  keysOf,
  readRow,
  removeShard,
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
  readonly #shards: OpenShards;
  /** As they were at the start, each with the place of its first row in the table. */
  readonly #parts: { readonly stem: string; readonly first: number }[] = [];
  readonly #table: KeyTable;
  readonly #touched = new Set<string>();
  #own: Shard | undefined;
  /** Bytes that may be written before room is asked for. */
  #room = 0;
  #keeps = true;
  #saysDamage = true;

  private constructor(shelf: Shelf, set: FeatureSet, tell: TellProblem) {
    this.#shelf = shelf;
    this.#set = set;
    this.#tell = tell;
    this.#shards = new OpenShards(set);
    const found = this.#findKeys();
    this.#table = new KeyTable(found.reduce((rows, { keys }) => rows + keys.length / KEY_BYTES, 0));
    let rows = 0;
    for (const { stem, keys } of found) {
      this.#parts.push({ stem, first: rows });
      for (let at = 0; at < keys.length; at += KEY_BYTES, rows++) this.#table.add(keys.subarray(at, at + KEY_BYTES));
    }
  }

  static open(shelf: Shelf, set: FeatureSet, tell: TellProblem): FeatureStore {
    return new FeatureStore(shelf, set, tell);
  }

  /** Fills `row`; false where it is not there, or is not what was written. */
  read(key: Uint8Array, row: Float32Array): boolean {
    const into = bytesOf(row);
    for (const place of this.#table.find(key)) {
      const { stem, first } = this.#parts.findLast((part) => part.first <= place)!;
      const shard = this.#ask(stem, (opened) => opened);
      if (shard === null) continue;
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
    this.#shards.close();
    if (this.#own === undefined) return;
    closeShard(this.#own);
    if (this.#own.count === 0) removeShard(this.#own.stem); // the disk was full
  }

  #findKeys(): { readonly stem: string; readonly keys: Uint8Array }[] {
    return stemsOf(this.#shelf, this.#set).flatMap((stem) => {
      const keys = this.#ask(stem, keysOf);
      return keys === null ? [] : [{ stem, keys }];
    });
  }

  /** null where the shard cannot be read: half removed, cut off in its first line, on a disk that fails. */
  #ask<Answer>(stem: string, question: (shard: Shard) => Answer): Answer | null {
    try {
      return question(this.#shards.get(stem));
    } catch {
      return null;
    }
  }

  #requireRoom(bytes: number): void {
    const { folder, limit } = this.#shelf;
    if (this.#room < bytes) {
      makeFolderNow(folder);
      const stride = Math.max(bytes, Math.min(LONGEST_STRIDE, limit / 16));
      this.#room = Math.min(stride, makeRoom(folder, limit, stride, this.#own?.stem));
    }
    this.#room -= bytes;
    if (this.#room < 0) throw new Error("there is no room left below its limit, or on the disk");
  }

  #touch(shard: Shard): void {
    if (this.#touched.has(shard.stem)) return;
    this.#touched.add(shard.stem);
    touchShard(shard);
  }

  #tellDamage({ stem }: Shard): void {
    if (this.#saysDamage) this.#tell(`what is damaged in ${stem}.rows is computed again`);
    this.#saysDamage = false;
  }
}

const stemsOf = ({ folder }: Shelf, set: FeatureSet): string[] =>
  shardsOrNone(folder)
    .map(({ stem }) => stem)
    .filter((stem) => basename(stem).startsWith(`${setName(set)}-`));

function shardsOrNone(folder: string): ShelvedShard[] {
  try {
    return shardsIn(folder);
  } catch {
    return []; // what cannot be read cannot be written either, and that is told
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
