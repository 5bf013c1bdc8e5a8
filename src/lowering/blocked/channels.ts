/**
 * Channels of a value in blocks: groups of channels side by side, each filled up to whole blocks. Images of 44 channels lie in blocks of 16
 * as 48; two of them, joined, as 96, of which 44, 4, 44, 4 are channels, nothing, channels, nothing. What lies in the gaps is any finite
 * number: kernels are zero there, and gradients are cut out.
 */
import type { GraphBuilder } from "../../graph/index.ts";

/** Sizes of the groups. */
export type Channels = readonly number[];

const filled = (size: number, block: number): number => Math.ceil(size / block) * block;

/** Channels with the gaps. */
export const width = (channels: Channels, block: number): number =>
  channels.reduce((sum, size) => sum + filled(size, block), 0);

/** A group without a gap is one with the group behind it. */
export function joined(channels: Channels, block: number): Channels {
  const groups: number[] = [];
  for (const size of channels) {
    const last = groups.at(-1);
    if (last !== undefined && last % block === 0) groups[groups.length - 1] = last + size;
    else groups.push(size);
  }
  return groups;
}

/** From channels to channels with gaps, zeros in them, along an axis. */
export function fillUp(g: GraphBuilder, value: string, axis: number, channels: Channels, block: number): string {
  const size = g.sizes(value)[axis]!;
  if (size === width(channels, block)) return value;
  let start = 0;
  const groups = channels.map((count) => {
    const group = channels.length === 1 ? value : g.slice(value, [start], [start + count], [axis]);
    start += count;
    return padEnd(g, group, axis, filled(count, block) - count);
  });
  return groups.length === 1 ? groups[0]! : g.concat(groups, axis);
}

function padEnd(g: GraphBuilder, value: string, axis: number, count: number): string {
  const rank = g.sizes(value).length;
  const pads = Array.from({ length: 2 * rank }, (_, i) => (i === axis + rank ? count : 0));
  return count === 0 ? value : g.pad(value, pads);
}

/** The channels without the gaps. */
export function cutOut(g: GraphBuilder, value: string, axis: number, channels: Channels, block: number): string {
  if (channels.length === 1)
    return g.sizes(value)[axis] === channels[0] ? value : g.slice(value, [0], [channels[0]!], [axis]);
  let start = 0;
  const places = channels.flatMap((size) => {
    const group = Array.from({ length: size }, (_, i) => start + i);
    start += filled(size, block);
    return group;
  });
  return g.op("Gather", [value, g.ints(places)], { axis });
}

/** Part of some channels: where it lies with the gaps, and its groups. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly channels: Channels;
}

/** Channels start to end (exclusive); undefined where these are not whole blocks. */
export function part(channels: Channels, start: number, end: number, block: number): Part | undefined {
  let [first, place] = [0, 0]; // of the group at hand, without and with gaps
  const parts: Part[] = [];
  for (const size of channels) {
    const [from, to] = [Math.max(start - first, 0), Math.min(end - first, size)];
    if (from < to) {
      if (from % block !== 0 || (to !== size && to % block !== 0)) return undefined;
      parts.push({ start: place + from, end: place + filled(to, block), channels: [to - from] });
    }
    first += size;
    place += filled(size, block);
  }
  if (parts.length === 0) return undefined;
  return { start: parts[0]!.start, end: parts.at(-1)!.end, channels: parts.flatMap((each) => each.channels) };
}
