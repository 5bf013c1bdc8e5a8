/** Kernels, O x C x kh x kw, as blocked convolutions take them. They depend on parameters alone: done once per update. */
import type { Channels } from "./channels.ts";
import { FEW, type Layout } from "./layout.ts";

/** Channels on both sides of a convolution: the ones it is given, and the ones it makes. */
export interface Sides {
  readonly given: Channels;
  readonly made: Channels;
}

/** For the way forward: O/B x C/B x kh x kw x B (of C) x B (of O); of few channels: O/B x C x kh x kw x B. Declared O x C x kh x kw. */
export function packed(kernel: string, { given, made }: Sides, layout: Layout): string {
  const { build: g, block } = layout;
  const [, real, height, width] = layout.sizes(kernel);
  const filters = layout.width(made);
  const places = height * width;
  if (real <= FEW) {
    const apart = g.reshape(layout.fillUp(kernel, 0, made), [filters / block, block, real * places]);
    return g.reshape(g.transpose(apart, [0, 2, 1]), [filters, real, height, width]);
  }
  const channels = layout.width(given);
  const rows = layout.op("ReorderInput", [
    g.reshape(byPlace(kernel, { given, made }, layout), [places, filters, 1, channels]),
  ]);
  if (places === 1) return g.reshape(rows, [filters, channels, 1, 1]);
  const blocks = g.reshape(rows, [places, filters / block, channels / block, block * block]);
  return g.reshape(g.transpose(blocks, [1, 2, 0, 3]), [filters, channels, height, width]);
}

/** For an input's gradient: turned by 180 degrees, given and made exchanged; declared C x O x kh x kw. */
export function packedForInput(kernel: string, sides: Sides, layout: Layout): string {
  const { build: g, block } = layout;
  const [, , height, width] = layout.sizes(kernel);
  const [filters, channels] = [layout.width(sides.made), layout.width(sides.given)];
  const places = height * width;
  const inOrder = byPlace(kernel, sides, layout);
  const turned = places === 1 ? inOrder : turn(inOrder, [0], layout);
  const blocks = g.reshape(turned, [places, filters / block, block, channels / block, block]);
  return g.reshape(g.transpose(blocks, [3, 1, 0, 2, 4]), [channels, filters, height, width]);
}

/** Of a depthwise convolution, C x 1 x kh x kw: C/B x 1 x kh x kw x B. */
export function packedDepthwise(kernel: string, channels: Channels, layout: Layout): string {
  const { build: g, block } = layout;
  const [, , height, width] = layout.sizes(kernel);
  const filled = layout.width(channels);
  const blocks = g.reshape(layout.fillUp(kernel, 0, channels), [filled / block, block, height * width]);
  return g.reshape(g.transpose(blocks, [0, 2, 1]), [filled, 1, height, width]);
}

/** The same, turned by 180 degrees. */
export function packedDepthwiseForInput(kernel: string, channels: Channels, layout: Layout): string {
  return packedDepthwise(turn(kernel, [2, 3], layout), channels, layout);
}

/** kh kw x O x C, with gaps */
function byPlace(kernel: string, { given, made }: Sides, layout: Layout): string {
  const { build: g } = layout;
  const filled = layout.fillUp(layout.fillUp(kernel, 1, given), 0, made);
  const [filters, channels, height, width] = layout.sizes(filled);
  const places = height * width;
  if (places === 1) return g.reshape(filled, [1, filters, channels]);
  const flat = g.transpose(g.reshape(filled, [filters * channels, places]), [1, 0]);
  return g.reshape(flat, [places, filters, channels]);
}

/** The end of a slice backwards: through the first element. */
const BEFORE_FIRST = -(2 ** 31);

function turn(value: string, axes: readonly number[], { build: g }: Layout): string {
  const all = (number: number): number[] => axes.map(() => number);
  return g.slice(value, all(-1), all(BEFORE_FIRST), axes, all(-1));
}
