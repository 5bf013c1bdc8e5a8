/** Undoing a stride: gradients of a strided window, with zeros where the window was not set down. */
import type { GraphBuilder, Window } from "../../graph/index.ts";

export interface Spread {
  readonly value: string;
  /** Top, left, bottom, right: what the window is still to be padded with; none is negative. */
  readonly pads: Window["pads"];
}

/**
 * dy [N, C, H', W'] such that a window of stride 1 over it, padded by `pads`, gives the input's size: spread by the strides, then
 * (kernel - 1) dilation - pad at the beginning, and at the end what is missing; where that is negative it is cut off here.
 */
export function spreadForInput(g: GraphBuilder, dy: string, window: Window, input: readonly number[]): Spread {
  const wide = spread(g, dy, window.strides);
  const size = g.sizes(wide);
  const reach = window.kernel.map((kernel, i) => (kernel - 1) * window.dilations[i]!);
  const begin = reach.map((r, i) => r - window.pads[i]!) as [number, number];
  const end = reach.map((r, i) => input[i + 2]! - size[i + 2]! - begin[i]! + r) as [number, number];
  const pads = [...begin, ...end] as const;
  return pads.every((pad) => pad >= 0)
    ? { value: wide, pads }
    : { value: padWide(g, { value: wide, pads }), pads: [0, 0, 0, 0] };
}

/** The value with its padding as a node, for operators that take none; negative numbers cut. */
export function padWide(g: GraphBuilder, { value, pads: [top, left, bottom, right] }: Spread): string {
  const isNothing = [top, left, bottom, right].every((pad) => pad === 0);
  return isNothing ? value : g.pad(value, [0, 0, top, left, 0, 0, bottom, right]);
}

/** Products with matrices of zeros and ones: on a CPU far cheaper than Pad between neighbours of a row. */
function spread(g: GraphBuilder, x: string, [down, across]: Window["strides"]): string {
  const [, , height, width] = g.sizes(x) as [number, number, number, number];
  const lower = down === 1 ? x : g.matmul(placement(g, height, down, "rows"), x);
  return across === 1 ? lower : g.matmul(lower, placement(g, width, across, "columns"));
}

/** One where element i goes, i step; [(count - 1) step + 1, count] for rows, which it multiplies from the left, and turned for columns. */
function placement(g: GraphBuilder, count: number, step: number, from: "rows" | "columns"): string {
  const wide = (count - 1) * step + 1;
  const values = new Float64Array(wide * count);
  for (let i = 0; i < count; i++) values[from === "rows" ? i * step * count + i : i * wide + i * step] = 1;
  return g.floats(values, from === "rows" ? [wide, count] : [count, wide]);
}
