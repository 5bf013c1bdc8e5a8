/** What a run takes on the disk, told before it begins: a run that fills the disk fails hours later. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Base } from "../networks/index.ts";
import { formatBytes } from "../util/byte-size.ts";
import { RoentgenError } from "../util/error.ts";
import type { EmitRun } from "./events.ts";
import type { Settled } from "./settle.ts";
import { type Space, spaceAt } from "./space.ts";

/**
 * Times the weights that a run takes while a checkpoint is written: weights, best weights and Adam's two moments in it and in the one before; the
 * best weights alone; the model; and what is written anew of these (measured: 11.0 times the weights of resnet50).
 */
const WHILE_TRAINING = 11;

/** Of a network with so many parameters, in float32. */
export const weightBytes = (parameters: number): number => 4 * parameters;

/** Bytes at most, of a network with weights of so many; the images' pixels aside. */
export const runBytes = (weights: number): number => WHILE_TRAINING * weights;

/** Of an image's pixels, which lie in the run's folder while it trains; channels: as prepared. */
export const pixelBytes = (imageSize: number, channels: 1 | 3): number => imageSize * imageSize * channels;

/** Bytes. */
export interface Room {
  /** What every run takes: pixels, and the model. */
  readonly least: number;
  /** While a checkpoint is written. */
  readonly most: number;
}

/** images: in the data set. */
export function roomFor({ options, chosen, resolved }: Settled, images: number): Room {
  const pixels = images * pixelBytes(resolved.imageSize, resolved.enhance?.steps.includes("clahe") ? 1 : 3);
  if (chosen.encoder !== null) {
    const { size } = statSync(options.network);
    return { least: pixels + size, most: pixels + 2 * size }; // it stays as it is: the model, while it is written anew
  }
  const weights = weightBytes(parametersIn(chosen.base)); // the head is small beside it
  return { least: pixels + weights, most: pixels + runBytes(weights) };
}

const parametersIn = ({ variables }: Base): number =>
  variables.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0);

/** Throws E_DISK_FULL where the disk of the folder has not the least, and remarks where it may not have enough. */
export async function requireRoom(folder: string, room: Room, emit: EmitRun): Promise<void> {
  const space = await spaceAt(resolve(folder));
  const text = shortage(space, room);
  if (text !== null) emit({ type: "remark", text });
}

/** What to remark of a disk that may be too small; null: it is not. Throws E_DISK_FULL. */
export function shortage({ path, freeBytes }: Pick<Space, "path" | "freeBytes">, { least, most }: Room): string | null {
  if (freeBytes === null || freeBytes >= most) return null;
  if (freeBytes >= least)
    return `the disk may be too small: ${formatBytes(freeBytes)} are free at ${path}, and the run takes up to ${formatBytes(most)} while it trains`;
  throw new RoentgenError("E_DISK_FULL", "there is no room for the run", {
    where: path,
    expected: `${formatBytes(most)} free while it trains, and never less than ${formatBytes(least)}`,
    received: `${formatBytes(freeBytes)} free`,
    fix: "make room, or give --out on another disk",
  });
}
