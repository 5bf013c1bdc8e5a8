/** Sums and means over images and pixels: a number for each channel, in the plain layout. */
import { type Node, numbersOf } from "../../graph/index.ts";
import type { Layout } from "./layout.ts";

export function reduction(
  { operator, inputs, attributes }: Pick<Node, "operator" | "inputs" | "attributes">,
  layout: Layout,
): readonly string[] | undefined {
  const [x, axes] = inputs as [string, string?];
  if (!layout.isBlocked(x) || axes === undefined) return undefined;
  if (numbersOf(layout.build.constantValue(axes)!).join() !== "0,2,3") return undefined;
  const { build: g, block } = layout;
  const [n, filled, height, width] = layout.sizes(x);
  const reduce = (value: string, axis: number): string => g.op(operator, [value, g.ints([axis])], { keepdims: 0 });
  const byImage = reduce(g.reshape(x, [(n * filled) / block, height * width, block]), 1);
  const channels = layout.channels(x);
  const sums = layout.withoutGaps(reduce(g.reshape(byImage, [n, filled]), 0), 0, channels);
  return [attributes.keepdims === 0 ? sums : g.reshape(sums, [1, ...g.sizes(sums), 1, 1])];
}

/**
 * The sum of a b over images and pixels, [C]: each channel of each image of a, convolved with the same of b as its kernel. No product is
 * written to memory, and nothing is moved: b lies as the kernel of a depthwise convolution of N C channels does. b: in the channels of a.
 */
export function productSum(a: string, b: string, layout: Layout): string {
  const { build: g } = layout;
  const [n, filled, height, width] = layout.sizes(a);
  const groups = n * filled;
  const image = g.reshape(a, [1, groups, height, width]);
  const kernel = g.reshape(b, [groups, 1, height, width]);
  const byImage = layout.op("Conv", [image, kernel], { kernel_shape: [height, width], group: groups });
  return layout.withoutGaps(g.reduceSum(g.reshape(byImage, [n, filled]), [0], 0), 0, layout.channels(a));
}

/** A number for each image and channel. */
export function globalAveragePool({ inputs: [x] }: Node, layout: Layout): readonly string[] | undefined {
  if (!layout.isBlocked(x!)) return undefined;
  return [layout.withoutGaps(layout.op("GlobalAveragePool", [x!]), 1, layout.channels(x!))];
}
