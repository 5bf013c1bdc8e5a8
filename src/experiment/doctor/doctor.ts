/** What this machine can do for a run: tried, not guessed. */
import { freemem } from "node:os";
import { dirname, resolve } from "node:path";
import { networkNamed, networkNames } from "../../networks/index.ts";
import { blockSize, nodeRuntime } from "../../runtime/index.ts";
import { proveDevice, type ShelvedSet, shelvedSets } from "../../training/index.ts";
import { isThere, pretrainedFiles } from "../../weights/index.ts";
import { machine, versions } from "../environment.ts";
import { featureShelf } from "../feature-shelf.ts";
import { pixelBytes, runBytes, weightBytes } from "../room.ts";
import { spaceAt } from "../space.ts";
import { adviceFor } from "./advice.ts";
import type { Examination } from "./examination.ts";

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
    runs: networkNames.map(roomOf),
  };
  return { ...found, advice: adviceFor(found) };
}

/** Enhanced, at the network's own size. */
function roomOf(name: string): Examination["runs"][number] {
  const { parameters, imageSize } = networkNamed(name);
  return { network: name, bytes: runBytes(weightBytes(parameters)), bytesOfImage: pixelBytes(imageSize, 1) };
}

const sumOf = (sets: readonly ShelvedSet[]): number => sets.reduce((sum, { bytes }) => sum + bytes, 0);
