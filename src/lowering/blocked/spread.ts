/** Undoing a stride in blocks: zeros between and around the pixels of an image. */
import type { Window } from "../../graph/index.ts";
import type { Layout } from "./layout.ts";

export interface Spread {
  readonly value: string;
  /** Top, left, bottom, right: what the window is still to be padded with; none is negative. */
  readonly pads: Window["pads"];
}

/** dy such that a window of stride 1 over it, padded by `pads`, gives the input's size (N, C, H, W). */
export function spreadForInput(dy: string, window: Window, input: readonly number[], layout: Layout): Spread {
  const wide = spread(dy, window.strides, layout);
  const [, , height, width] = layout.sizes(wide);
  const reach = window.kernel.map((size, i) => (size - 1) * window.dilations[i]!);
  const begin = reach.map((r, i) => r - window.pads[i]!) as [number, number];
  const end = [height, width].map((size, i) => input[i + 2]! - size - begin[i]! + reach[i]!) as [number, number];
  const pads = [...begin, ...end] as const;
  if (pads.every((pad) => pad >= 0)) return { value: wide, pads };
  return { value: padded(wide, pads, layout), pads: [0, 0, 0, 0] };
}

/** Zeros behind each pixel: H x W to sH x sW. */
function spread(x: string, [down, across]: Window["strides"], layout: Layout): string {
  if (down === 1 && across === 1) return x;
  const { build: g, block } = layout;
  const [n, channels, height, width] = layout.sizes(x);
  const rows = g.reshape(x, [((n * channels) / block) * height, 1, width, block]);
  const wide = g.pad(rows, [0, 0, 0, 0, 0, down - 1, 0, (across - 1) * block]);
  return layout.mark(g.reshape(wide, [n, channels, height * down, width * across]), layout.channels(x));
}

/** Zeros around the pixels; negative numbers cut. */
export function padded(x: string, [top, left, bottom, right]: Window["pads"], layout: Layout): string {
  if ([top, left, bottom, right].every((pad) => pad === 0)) return x;
  const images = layout.build.pad(layout.images(x), [0, top, left, 0, 0, bottom, right, 0]);
  return layout.fromImages(images, layout.sizes(x)[0], layout.channels(x));
}
