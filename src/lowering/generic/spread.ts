/** Undoing a stride: gradients of a strided window, with zeros where the window was not set down. */
import type { GraphBuilder, Window } from "../../graph/index.ts";

/** [..., H, ...] -> [..., (H - 1) step + 1, ...] with step - 1 zeros between neighbours along an axis. */
function spread(g: GraphBuilder, x: string, axis: number, step: number): string {
  if (step === 1) return x;
  const shape = g.sizes(x);
  const column = g.reshape(x, shape.toSpliced(axis + 1, 0, 1));
  const pads = Array.from({ length: 2 * (shape.length + 1) }, (_, i) =>
    i === shape.length + 1 + axis + 1 ? step - 1 : 0,
  );
  const wide = g.reshape(g.pad(column, pads), shape.with(axis, shape[axis]! * step));
  return g.slice(wide, [0], [(shape[axis]! - 1) * step + 1], [axis]);
}

/**
 * dy [N, C, H', W'] such that a window of stride 1 without padding over it gives the input's size: spread by the strides, then
 * (kernel - 1) dilation - pad at the beginning, and at the end what is missing (negative numbers cut).
 */
export function spreadForInput(g: GraphBuilder, dy: string, window: Window, input: readonly number[]): string {
  const wide = spread(g, spread(g, dy, 2, window.strides[0]), 3, window.strides[1]);
  const size = g.sizes(wide);
  const reach = window.kernel.map((kernel, i) => (kernel - 1) * window.dilations[i]!);
  const begin = reach.map((r, i) => r - window.pads[i]!);
  const end = reach.map((r, i) => input[i + 2]! - size[i + 2]! - begin[i]! + r);
  return [...begin, ...end].every((pad) => pad === 0) ? wide : g.pad(wide, [0, 0, ...begin, 0, 0, ...end]);
}
