/** Operators on each element alone, or on two side by side. */
import { type Node, sizeOf } from "../../graph/index.ts";
import type { Layout } from "./layout.ts";

export function unary({ operator, inputs, attributes }: Node, layout: Layout): readonly string[] | undefined {
  const [x, ...others] = inputs as [string, ...string[]];
  if (!layout.isBlocked(x)) return undefined;
  return [layout.mark(layout.build.op(operator, [x, ...others], attributes), layout.channels(x))];
}

/** Both of one shape; or one an image, the other a number for all of it or for each of its channels. */
export function binary(
  { operator, inputs }: Pick<Node, "operator" | "inputs">,
  layout: Layout,
): readonly string[] | undefined {
  const [a, b] = inputs as [string, string];
  const image = layout.isBlocked(a) ? a : b;
  if (!layout.isBlocked(image)) return undefined;
  const other = image === a ? b : a;
  const channels = layout.channels(image);
  const apply = (of: (name: string) => string): string => layout.build.op(operator, [of(a), of(b)]);
  if (isNumber(other, layout))
    return [
      layout.mark(
        apply((name) => name),
        channels,
      ),
    ];
  if (isOneImage(other, image, layout))
    return [
      layout.mark(
        apply((name) => layout.blocked(name, channels)),
        channels,
      ),
    ];
  if (!isPerChannel(other, image, layout)) return undefined;
  const [n, filled, height, width] = layout.sizes(image);
  const shape = [n, filled / layout.block, height * width, layout.block];
  const flat = apply((name) => (name === image ? layout.build.reshape(name, shape) : perBlock(name, image, layout)));
  return [layout.mark(layout.build.reshape(flat, [n, filled, height, width]), channels)];
}

/** Per channel, C numbers: C/B x 1 x B. */
function perBlock(values: string, image: string, layout: Layout): string {
  const channels = layout.channels(image);
  const { build: g, block } = layout;
  const flat = layout.fillUp(g.reshape(values, [sizeOf(g.sizes(values))]), 0, channels);
  return g.reshape(flat, [layout.width(channels) / block, 1, block]);
}

const isNumber = (name: string, { build }: Layout): boolean => build.shape(name).every((size) => size === 1);

/** Whether two values are images of one size and as many channels. */
function isOneImage(other: string, image: string, layout: Layout): boolean {
  const shape = layout.build.shape(other);
  if (shape.length !== 4) return false;
  const [a, b] = [layout.sizes(other), layout.sizes(image)];
  return [0, 2, 3].every((axis) => a[axis] === b[axis]) && count(other, layout) === count(image, layout);
}

function isPerChannel(other: string, image: string, layout: Layout): boolean {
  const shape = layout.build.shape(other);
  const [channels, height, width] = shape.slice(-3);
  const isAlone = shape.length === 3 || (shape.length === 4 && shape[0] === 1);
  return !layout.isBlocked(other) && isAlone && channels === count(image, layout) && height === 1 && width === 1;
}

/** Channels of a value. */
const count = (name: string, layout: Layout): number => layout.channels(name).reduce((a, b) => a + b);
