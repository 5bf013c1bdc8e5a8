/** What this machine can do for a run: tried, not guessed. */
import { access, constants, statfs } from "node:fs/promises";
import { freemem } from "node:os";
import { dirname, resolve } from "node:path";
import { blockSize, nodeRuntime } from "../../runtime/index.ts";
import { proveDevice, type ShelvedSet, shelvedSets } from "../../training/index.ts";
import { isThere, pretrainedFiles } from "../../weights/index.ts";
import { machine, versions } from "../environment.ts";
import { featureShelf } from "../feature-shelf.ts";
import { adviceFor } from "./advice.ts";
import type { Examination, Space } from "./examination.ts";

/** Throws E_CACHE_LIMIT. */
export async function examine(): Promise<Examination> {
  const shelf = featureShelf();
  const devices = [await proveDevice("cpu", null), await proveDevice("webgpu", null)];
  const files = pretrainedFiles();
  const weights = await Promise.all(
    files.map(async (file) => ({ network: file.network, file: file.local, present: await isThere(file) })),
  );
  const found = {
    versions: versions(),
    machine: machine(),
    freeMemoryBytes: freemem(),
    block: await blockSize(nodeRuntime({ threads: 1 })),
    devices,
    disks: { runs: await spaceAt(resolve("runs")), weights: await spaceAt(dirname(files[0]!.local)) },
    features: { ...shelf, bytes: sumOf(shelvedSets(shelf.folder)) },
    weights,
  };
  return { ...found, advice: adviceFor(found) };
}

const sumOf = (sets: readonly ShelvedSet[]): number => sets.reduce((sum, { bytes }) => sum + bytes, 0);

/** Of the folder, or of the nearest above it that is there. */
async function spaceAt(path: string): Promise<Space> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await statfs(folder).catch(() => null);
    if (found !== null) return { path, freeBytes: found.bavail * found.bsize, isWritable: await isWritable(folder) };
    if (folder === dirname(folder)) return { path, freeBytes: null, isWritable: false };
  }
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
