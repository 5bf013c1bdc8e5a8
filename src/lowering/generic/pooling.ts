/** Gradients of pooling from standard operators. */
import { type GraphBuilder, type Node, sizeOf, windowOf } from "../../graph/index.ts";
import { windowShares } from "../window-shares.ts";
import { padWide, spreadForInput } from "./spread.ts";

/** dy goes to the first maximum of its window, which MaxPool's second output names: an index into the whole of x. */
export function maxPoolGradient(node: Node, g: GraphBuilder): string {
  const [x, , dy] = node.inputs as [string, string, string];
  const shape = g.sizes(x);
  const [, indices] = g.node("MaxPool", [x], node.attributes, { outputs: 2 });
  const flat = g.op(
    "ScatterElements",
    [g.expand(g.scalar(0), [sizeOf(shape)]), g.reshape(indices!, [-1]), g.reshape(dy, [-1])],
    {
      axis: 0,
      reduction: "add",
    },
  );
  return g.reshape(flat, shape);
}

/** dx = sum over the windows that saw a pixel of dy / count: an average of stride 1 over dy / share. */
export function averagePoolGradient(node: Node, g: GraphBuilder): string {
  const [dy] = node.inputs as [string];
  const window = windowOf(node);
  const input = node.attributes.input_shape as readonly number[];
  const [, , height, width] = g.sizes(dy) as [number, number, number, number];
  const shares = windowShares(node, [height, width]);
  const shared = shares.every((share) => share === 1)
    ? dy
    : g.div(dy, g.floats(shares, shares.length === 1 ? [] : [1, 1, height, width]));
  const area = window.kernel[0] * window.kernel[1];
  const wide = spreadForInput(g, shared, window, input);
  const pool = { kernel_shape: window.kernel, strides: [1, 1] };
  const isSmall = wide.pads.every((pad, i) => pad < window.kernel[i % 2]!); // as ONNX Runtime asks of a pool's padding
  if (isSmall && area > 1) return g.op("AveragePool", [wide.value], { ...pool, pads: wide.pads, count_include_pad: 1 });
  const padded = padWide(g, wide);
  return area === 1 ? padded : g.op("AveragePool", [padded], pool);
}
