/** Pooling, and the gradient of averages. */
import { type Node, windowOf } from "../../graph/index.ts";
import { windowShares } from "../window-shares.ts";
import type { Layout } from "./layout.ts";
import { padded, spreadForInput } from "./spread.ts";

export function pool(
  { operator, inputs: [x], outputs, attributes }: Node,
  layout: Layout,
): readonly string[] | undefined {
  if (!layout.isBlocked(x!) || outputs.length > 1 || attributes.ceil_mode === 1) return undefined;
  return [layout.mark(layout.op(operator, [x!], attributes), layout.channels(x!))];
}

/** dx = sum over the windows that saw a pixel of dy / count: an average of stride 1 over dy / share. */
export function averagePoolGradient(node: Node, layout: Layout): readonly string[] | undefined {
  const [dy] = node.inputs as [string];
  if (!layout.isBlocked(dy)) return undefined;
  const window = windowOf(node);
  const wide = spreadForInput(
    shared(dy, node, layout),
    window,
    node.attributes.input_shape as readonly number[],
    layout,
  );
  if (window.kernel.every((size) => size === 1)) return [padded(wide.value, wide.pads, layout)];
  const isSmall = wide.pads.every((pad, i) => pad < window.kernel[i % 2]!); // as ONNX Runtime asks of a pool's padding
  const [value, pads] = isSmall ? [wide.value, wide.pads] : [padded(wide.value, wide.pads, layout), [0, 0, 0, 0]];
  const average = { kernel_shape: window.kernel, strides: [1, 1], pads, count_include_pad: 1 };
  return [layout.mark(layout.op("AveragePool", [value], average), layout.channels(dy))];
}

/** dy / share */
function shared(dy: string, node: Node, layout: Layout): string {
  const { build: g } = layout;
  const [n, , height, width] = layout.sizes(dy);
  const shares = windowShares(node, [height, width]);
  if (shares.every((share) => share === 1)) return dy;
  const perPixel = g.floats(shares, shares.length === 1 ? [] : [height, width, 1]);
  return layout.fromImages(g.div(layout.images(dy), perPixel), n, layout.channels(dy));
}
