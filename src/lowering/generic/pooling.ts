/** Gradients of pooling from standard operators. */
import { type GraphBuilder, type Node, sizeOf, type Window, windowOf } from "../../graph/index.ts";
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

/** dx = sum over the windows that saw a pixel of dy / count: an average of stride 1, times the size of the window. */
export function averagePoolGradient(node: Node, g: GraphBuilder): string {
  const [dy] = node.inputs as [string];
  const window = windowOf(node);
  const input = node.attributes.input_shape as readonly number[];
  const [, , height, width] = g.sizes(dy) as [number, number, number, number];
  const counts = countsOf(window, input, [height, width], node.attributes.count_include_pad === 1);
  const area = window.kernel[0] * window.kernel[1];
  const same = counts.every((count) => count === counts[0]);
  // dy area / count: where every window counts the same, as many as it has, nothing is left to do
  const factors = counts.map((count) => count / area);
  const shares =
    same && counts[0] === area
      ? dy
      : g.div(dy, g.floats(same ? [factors[0]!] : factors, same ? [] : [1, 1, height, width]));
  const wide = spreadForInput(g, shares, window, input);
  const pool = { kernel_shape: window.kernel, strides: [1, 1] };
  const isSmall = wide.pads.every((pad, i) => pad < window.kernel[i % 2]!); // as ONNX Runtime asks of a pool's padding
  if (isSmall && area > 1) return g.op("AveragePool", [wide.value], { ...pool, pads: wide.pads, count_include_pad: 1 });
  const padded = padWide(g, wide);
  return area === 1 ? padded : g.op("AveragePool", [padded], pool);
}

/** How many pixels each window's mean was taken over. */
function countsOf(
  window: Window,
  input: readonly number[],
  output: readonly [number, number],
  padded: boolean,
): number[] {
  const along = (axis: 0 | 1): number[] =>
    Array.from({ length: output[axis] }, (_, o) => {
      const start = o * window.strides[axis] - window.pads[axis];
      const taps = Array.from({ length: window.kernel[axis] }, (_, k) => start + k * window.dilations[axis]);
      const [low, high] = padded
        ? [-window.pads[axis], input[axis + 2]! + window.pads[axis + 2]!]
        : [0, input[axis + 2]!];
      return taps.filter((t) => t >= low && t < high).length;
    });
  const columns = along(1);
  return along(0).flatMap((row) => columns.map((column) => row * column));
}
