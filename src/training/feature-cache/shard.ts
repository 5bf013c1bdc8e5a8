/**
 * A shard: rows of one set, in two files that only ever grow. NAME.rows is a plain matrix of float32 (numpy.memmap opens it). NAME.keys has
 * a line that says which set it is, then 32 bytes a row: its key, and a checksum of key and row. A row counts once its entry is written,
 * behind it; so a writer that is killed leaves whole rows only, and what a disk has lost or changed does not fit its checksum.
 * Each process that computes writes shards of its own: none waits for another.
 */
import { hash, randomBytes } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync, rmSync, utimesSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type FeatureSet, featureSetSchema, KEY_BYTES, setName, textOf } from "./feature-set.ts";

export const KEYS = ".keys";
export const ROWS = ".rows";
const CHECK_BYTES = 16;
export const ENTRY_BYTES = KEY_BYTES + CHECK_BYTES;
/** More than any first line takes. */
const LONGEST_HEADER = 2 ** 16;

export interface Shard {
  /** The path of both files without their ends. */
  readonly stem: string;
  readonly keys: number;
  readonly rows: number;
  /** Bytes of the first line of .keys. */
  readonly header: number;
  readonly rowBytes: number;
  /** Rows that count. */
  count: number;
}

/** The folder must be there. Throws what the disk throws, and leaves nothing then. */
export function createShard(folder: string, set: FeatureSet): Shard {
  const stem = join(folder, `${setName(set)}-${randomBytes(6).toString("hex")}`);
  const header = Buffer.from(`${textOf(set)}\n`);
  const opened: number[] = [];
  const make = (end: string): number => {
    const file = openSync(stem + end, "wx");
    opened.push(file);
    return file;
  };
  try {
    const shard = {
      stem,
      rows: make(ROWS),
      keys: make(KEYS),
      header: header.length,
      rowBytes: rowBytesOf(set),
      count: 0,
    };
    writeAll(shard.keys, header, 0);
    return shard;
  } catch (error) {
    for (const file of opened) closeSync(file);
    removeShard(stem);
    throw error;
  }
}

/** For reading. Throws what the disk throws, or where it is not of this set. */
export function openShard(stem: string, set: FeatureSet): Shard {
  const keys = openSync(stem + KEYS, "r");
  try {
    const header = headerOf(keys);
    if (header !== `${textOf(set)}\n`) throw new Error("another set");
    const rows = openSync(stem + ROWS, "r");
    const bytes = Buffer.byteLength(header);
    return { stem, keys, rows, header: bytes, rowBytes: rowBytesOf(set), count: entriesIn(keys, bytes) };
  } catch (error) {
    closeSync(keys);
    throw error;
  }
}

export function closeShard({ keys, rows }: Shard): void {
  closeSync(keys);
  closeSync(rows);
}

/** What the first line of a .keys says, and its rows; null where it says nothing that this version knows. */
export function describeShard(stem: string): { readonly set: FeatureSet; readonly rows: number } | null {
  try {
    const keys = openSync(stem + KEYS, "r");
    try {
      const header = headerOf(keys);
      return { set: featureSetSchema.parse(JSON.parse(header)), rows: entriesIn(keys, Buffer.byteLength(header)) };
    } finally {
      closeSync(keys);
    }
  } catch {
    return null; // not there, cut off in its first line, or of another version
  }
}

/** Rows in turn, each with its key. Throws what the disk throws; then none of them counts. */
export function appendRows(shard: Shard, keys: readonly Uint8Array[], rows: Uint8Array): void {
  const entries = Buffer.concat(
    keys.flatMap((key, i) => [key, checksum(key, rows.subarray(i * shard.rowBytes, (i + 1) * shard.rowBytes))]),
  );
  writeAll(shard.rows, rows, shard.count * shard.rowBytes);
  writeAll(shard.keys, entries, entryAt(shard, shard.count));
  shard.count += keys.length;
}

/** All keys, in the order of the rows, KEY_BYTES each; fewer where the file has become shorter. Throws what the disk throws. */
export function keysOf(shard: Shard): Uint8Array {
  const keys = new Uint8Array(shard.count * KEY_BYTES);
  const some = Buffer.alloc(ENTRY_BYTES * 4096);
  let row = 0;
  while (row < shard.count) {
    const read = Math.floor(readSync(shard.keys, some, 0, some.length, entryAt(shard, row)) / ENTRY_BYTES);
    const known = Math.min(read, shard.count - row);
    if (known === 0) break;
    for (let i = 0; i < known; i++)
      keys.set(some.subarray(i * ENTRY_BYTES, i * ENTRY_BYTES + KEY_BYTES), row++ * KEY_BYTES);
  }
  return keys.subarray(0, row * KEY_BYTES);
}

/** Fills `into` with a row; false where it cannot be read, or is not what was written under this key. */
export function readRow(shard: Shard, row: number, key: Uint8Array, into: Uint8Array): boolean {
  const check = Buffer.alloc(CHECK_BYTES);
  try {
    const whole =
      readSync(shard.rows, into, 0, into.length, row * shard.rowBytes) === into.length &&
      readSync(shard.keys, check, 0, CHECK_BYTES, entryAt(shard, row) + KEY_BYTES) === CHECK_BYTES;
    return whole && check.equals(checksum(key, into));
  } catch {
    return false; // what a failing disk throws
  }
}

/** .keys first: without it, rows are nothing. */
export function removeShard(stem: string): void {
  for (const end of [KEYS, ROWS]) rmSync(stem + end, { force: true });
}

/** Marks it as used now: the least recently used is removed first. */
export function touchShard({ stem }: Shard): void {
  const now = new Date();
  try {
    utimesSync(stem + KEYS, now, now);
  } catch {} // somebody else's, or removed meanwhile: it serves all the same
}

const rowBytesOf = ({ channels }: FeatureSet): number => channels * Float32Array.BYTES_PER_ELEMENT;
const entryAt = ({ header }: Pick<Shard, "header">, row: number): number => header + row * ENTRY_BYTES;
const entriesIn = (keys: number, header: number): number => Math.floor((fstatSync(keys).size - header) / ENTRY_BYTES);

const checksum = (key: Uint8Array, row: Uint8Array): Buffer =>
  hash("sha256", Buffer.concat([key, row]), "buffer").subarray(0, CHECK_BYTES);

/** The first line with its end. */
function headerOf(keys: number): string {
  const start = Buffer.alloc(LONGEST_HEADER);
  const read = readSync(keys, start, 0, start.length, 0);
  return start.toString("utf8", 0, start.subarray(0, read).indexOf("\n") + 1);
}

function writeAll(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}
