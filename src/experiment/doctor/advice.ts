/** What to do about what a machine lacks, one thing a line. */
import { dirname } from "node:path";
import { networkNamed, networkNames } from "../../networks/index.ts";
import { webGpuAdvice } from "../../training/index.ts";
import { formatBytes } from "../../util/byte-size.ts";
import { runBytes, weightBytes } from "../room.ts";
import type { Space } from "../space.ts";
import type { Found } from "./examination.ts";

const LARGEST = Math.max(...networkNames.map((name) => networkNamed(name).parameters));
/** Bytes of the largest network's weights. */
const WEIGHTS = weightBytes(LARGEST);
/** Bytes of its run. */
const RUN = runBytes(WEIGHTS);
/** Bytes: the weights, and what the cache of features leaves free. */
const CACHE = WEIGHTS + 1e9;
/** Bytes: a training step of the largest network. */
const MEMORY = 6e9;

export function adviceFor(found: Found): string[] {
  return [...deviceAdvice(found), ...memoryAdvice(found), ...diskAdvice(found), ...weightsAdvice(found)];
}

function deviceAdvice({ devices, block, machine: { cores } }: Found): string[] {
  const [cpu, gpu] = devices;
  if (cpu?.problem) return ["the processor does not compute as it should: install roentgen again, with npm ci"];
  return [
    ...(gpu?.problem ? [`to train on a GPU: ${webGpuAdvice()}`] : []),
    ...(block === null ? ["this processor has no fast layout: training takes several times as long"] : []),
    ...(cores === 1 ? ["with one core training takes long: begin with roentgen demo"] : []),
  ];
}

function memoryAdvice({ machine: { memoryBytes }, freeMemoryBytes }: Found): string[] {
  if (memoryBytes < MEMORY) return ["with little memory: give a smaller --micro-batch"];
  return freeMemoryBytes < MEMORY / 2 ? ["most of the memory is taken: end other programs before training"] : [];
}

function diskAdvice({ disks }: Found): string[] {
  const { runs, weights } = disks;
  const isSmall = ({ freeBytes }: Space, needed: number): boolean => freeBytes !== null && freeBytes < needed;
  const closed = [runs, weights].filter(({ isWritable }) => !isWritable);
  const way = (space: Space): string =>
    space === runs ? "start roentgen in another folder, or give --out" : "set ROENTGEN_CACHE to another folder";
  return [
    ...closed.map((space) => `nothing can be written at ${space.path}: ${way(space)}`),
    ...(isSmall(runs, RUN)
      ? [`free some disk at ${runs.path}: a run of the largest network takes ${formatBytes(RUN)} while it trains`]
      : []),
    ...(isSmall(weights, CACHE)
      ? [
          `free some disk at ${weights.path}: weights take up to ${formatBytes(WEIGHTS)}, and features are kept where a gigabyte stays free`,
        ]
      : []),
  ];
}

function weightsAdvice({ weights }: Found): string[] {
  const missing = weights.filter(({ present }) => !present);
  if (missing.length === 0) return [];
  const names = missing.map(({ network }) => network).join(", ");
  return [
    `weights come when they are first needed, or by roentgen weights get NAME: ${names}`,
    `without a network connection: bring their files to ${dirname(missing[0]!.file)}, or start at random by --weights none`,
  ];
}
