/** What this machine can do for a run: tried, not guessed. */
import { statfs } from "node:fs/promises";
import { freemem } from "node:os";
import { dirname, resolve } from "node:path";
import type { RunConfig } from "../run/index.ts";
import { blockSize, nodeRuntime } from "../runtime/index.ts";
import { proveDevice, type Trial, webGpuAdvice } from "../training/index.ts";
import { isThere, pretrainedFiles } from "../weights/index.ts";
import { machine, versions } from "./environment.ts";

interface Space {
  readonly path: string;
  /** null where the system does not say. */
  readonly freeBytes: number | null;
}

export interface Examination {
  readonly versions: RunConfig["versions"];
  readonly machine: RunConfig["machine"];
  readonly freeMemoryBytes: number;
  /** Channels in a block of the processor's layout for convolutions; null where it has none. */
  readonly block: number | null;
  /** A small training step on each, against the generic graphs on the processor. */
  readonly devices: readonly Trial[];
  /** Where runs would be written from here, and where weights lie. */
  readonly disks: { readonly runs: Space; readonly weights: Space };
  readonly weights: readonly { readonly network: string; readonly file: string; readonly present: boolean }[];
  /** What to do about what is missing. */
  readonly advice: readonly string[];
}

/** What a run with checkpoints of the largest network takes, several times over. */
const ROOM = 5e9;
const MEMORY = 6e9;

export async function examine(): Promise<Examination> {
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
    weights,
  };
  return { ...found, advice: adviceFor(found) };
}

/** Of the folder, or of the nearest above it that is there. */
async function spaceAt(path: string): Promise<Space> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await statfs(folder).catch(() => null);
    if (found !== null) return { path, freeBytes: found.bavail * found.bsize };
    if (folder === dirname(folder)) return { path, freeBytes: null };
  }
}

function adviceFor({ devices, disks, weights, machine: { memoryBytes } }: Omit<Examination, "advice">): string[] {
  const [cpu, gpu] = devices;
  const missing = weights.filter(({ present }) => !present).map(({ network }) => network);
  const small = Object.values(disks).filter(({ freeBytes }) => freeBytes !== null && freeBytes < ROOM);
  return [
    ...(cpu?.problem ? ["the processor does not compute as it should: install roentgen again, with npm ci"] : []),
    ...(gpu?.problem ? [`to train on a GPU: ${webGpuAdvice()}`] : []),
    ...(memoryBytes < MEMORY ? ["with little memory: give a smaller --micro-batch"] : []),
    ...small.map(({ path }) => `free some disk at ${path}: a run of a large network takes about a gigabyte`),
    ...(missing.length > 0
      ? [`weights come when they are first needed, or by roentgen weights get NAME: ${missing.join(", ")}`]
      : []),
  ];
}
