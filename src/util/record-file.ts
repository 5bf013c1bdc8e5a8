/**
 * Records of one size in a file without a name: they take room on the disk instead of memory. The file has lost its name as soon as it is
 * open, so that nothing of it is left when it is closed or the process ends, however that happens.
 */
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, statfsSync, unlinkSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RoentgenError } from "./error.ts";

/** Plain data: every thread of the process can read and write by it. */
export interface RecordFile {
  readonly folder: string;
  readonly descriptor: number;
  /** Of a record. */
  readonly bytes: number;
}

interface Extent {
  /** At most. */
  readonly records: number;
  readonly bytes: number;
}

/** folder: where the file lies; the nearest above it that is there. Throws E_SCRATCH where there is no room, or nothing may be written. */
export function createRecordFile(folder: string, { records, bytes }: Extent): RecordFile {
  const nearest = nearestFolder(folder);
  requireRoom(nearest, records * bytes);
  const path = join(nearest, `.roentgen-${randomBytes(6).toString("hex")}.tmp`);
  try {
    const descriptor = openSync(path, "wx+");
    unlinkSync(path);
    return { folder: nearest, descriptor, bytes };
  } catch (cause) {
    throw unusable(nearest, cause);
  }
}

/** A record may be shorter than the others; what it leaves is undefined. */
export function writeRecord({ folder, descriptor, bytes }: RecordFile, at: number, record: Uint8Array): void {
  try {
    for (let done = 0; done < record.length; )
      done += writeSync(descriptor, record, done, record.length - done, at * bytes + done);
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

/** Fills `record`. */
export function readRecord(file: RecordFile, at: number, record: Uint8Array): void {
  for (let done = 0; done < record.length; ) {
    const read = readSome(file, record.subarray(done), at * file.bytes + done);
    if (read === 0) throw new Error(`record ${at} was never written`);
    done += read;
  }
}

function readSome({ folder, descriptor }: RecordFile, into: Uint8Array, position: number): number {
  try {
    return readSync(descriptor, into, 0, into.length, position);
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

export const closeRecordFile = ({ descriptor }: RecordFile): void => closeSync(descriptor);

function nearestFolder(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) ? path : nearestFolder(dirname(path));
}

function requireRoom(folder: string, needed: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  if (bavail * bsize >= needed) return;
  throw unusable(folder, new Error(`${megabytes(bavail * bsize)} free of ${megabytes(needed)} needed`));
}

function unusable(folder: string, cause: unknown): RoentgenError {
  return new RoentgenError("E_SCRATCH", "what memory should not hold cannot be kept on the disk", {
    where: folder,
    expected: "a folder that may be written to, on a disk with room",
    received: cause instanceof Error ? cause.message : String(cause),
    fix: "make room, or let --out be a folder on another disk",
    cause,
  });
}
