/** A thread that makes and writes its share of a set of phantoms, and tells how many files it wrote. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { encodePng } from "../../image/index.ts";
import { fileNameOf, labelOf } from "./patient.ts";
import { phantom } from "./phantom.ts";

/** Images first, first + step, ... below count. The class folders are there. */
export interface PhantomShare {
  readonly folder: string;
  readonly seed: number;
  readonly count: number;
  readonly size: number;
  readonly first: number;
  readonly step: number;
}

/** Files on their way to the disk. */
const UNDER_WAY = 16;

async function writeShare({ folder, seed, count, size, first, step }: PhantomShare): Promise<void> {
  let writing: Promise<void>[] = [];
  for (let index = first; index < count; index += step) {
    const label = labelOf(index);
    const png = encodePng(phantom({ seed, index, label, size }));
    writing.push(writeFile(join(folder, label, fileNameOf(index)), png));
    if (writing.length < UNDER_WAY && index + step < count) continue;
    await Promise.all(writing);
    parentPort?.postMessage(writing.length);
    writing = [];
  }
}

// what writePhantoms hands over
if (parentPort !== null) await writeShare(workerData as PhantomShare);
