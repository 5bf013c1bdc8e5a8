/** What to do about what a machine lacks, one thing a line. */
import { dirname } from "node:path";
import { webGpuAdvice } from "../../training/index.ts";
import type { Found, Space } from "./doctor.ts";

/** Bytes: several runs with checkpoints of the largest network. */
const ROOM = 5e9;
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
  const small = [runs, weights].filter(({ freeBytes }) => freeBytes !== null && freeBytes < ROOM);
  const closed = [runs, weights].filter(({ isWritable }) => !isWritable);
  const way = (space: Space): string =>
    space === runs ? "start roentgen in another folder, or give --out" : "set ROENTGEN_CACHE to another folder";
  return [
    ...closed.map((space) => `nothing can be written at ${space.path}: ${way(space)}`),
    ...small.map(({ path }) => `free some disk at ${path}: a run of a large network takes about a gigabyte`),
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
