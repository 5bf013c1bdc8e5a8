/** What the options of a run mean together that is allowed, and easily overlooked: a sentence each. */
import { counted } from "../util/counted.ts";
import type { Resolved } from "./recipe.ts";

type Looked = Pick<Resolved, "fineTuning" | "imageSize" | "enhance">;

/** threads: asked for; undefined: all. cores: that the processor has. */
interface Machine {
  readonly threads: number | undefined;
  readonly cores: number;
}

export const remarksOn = (resolved: Looked, machine: Machine): string[] => [
  ...warmUpRemarks(resolved),
  ...tileRemarks(resolved),
  ...threadRemarks(machine),
];

function threadRemarks({ threads, cores }: Machine): string[] {
  if (threads === undefined || threads <= cores) return [];
  return [`${threads} threads share ${counted(cores, "core")}: that is slower than --threads ${cores}`];
}

function warmUpRemarks({ fineTuning: { epochs, schedule } }: Looked): string[] {
  if (typeof epochs !== "number" || epochs === 0 || schedule.warmUp <= epochs) return [];
  return [
    `the rate of fine-tuning grows over ${schedule.warmUp} epochs (--warm-up), of which there are at most ${epochs}: it never reaches its height`,
  ];
}

/** Pixels: a histogram of fewer than 64 says little of its 256 levels. */
const SMALL_TILE = 8;

function tileRemarks({ imageSize, enhance }: Looked): string[] {
  if (enhance === null || !enhance.steps.includes("clahe")) return [];
  const { tilesX, tilesY } = enhance.clahe;
  const side = Math.ceil(imageSize / Math.max(tilesX, tilesY));
  if (side >= SMALL_TILE) return [];
  return [
    `at ${imageSize} x ${imageSize} pixels a tile of CLAHE has ${side} x ${side}: ${tilesX} x ${tilesY} tiles are meant for larger images`,
  ];
}
