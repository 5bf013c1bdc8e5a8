/** Convolutions and their inputs' gradients in blocks. x [N, C, H, W], kernel [O, C / group, kh, kw], dy [N, O, H', W']. */
import { isPoint, type Node, type Window, windowAttributes, windowOf } from "../../graph/index.ts";
import type { Channels } from "./channels.ts";
import { binary } from "./elementwise.ts";
import { FEW, type Layout, type Size4 } from "./layout.ts";
import { packed, packedDepthwise, packedDepthwiseForInput, packedForInput } from "./pack.ts";
import { gradientByPhases, hasPhases } from "./phases.ts";
import { padded, spreadForInput } from "./spread.ts";

/** x * k + b + sum, with or without a ReLU behind. */
export function convolution(node: Node, layout: Layout): readonly string[] | undefined {
  const [x, kernel, bias = "", sum = ""] = node.inputs as [string, string, string?, string?];
  const window = windowOf(node, layout.build.shape(kernel));
  const kind = kindOf(kernel, window, layout);
  if (kind === undefined || (kind !== "few" && !layout.fits(x))) return undefined;
  const given = layout.channels(x);
  const made = kind === "depthwise" ? given : wished(sum, layout.sizes(kernel)[0], layout);
  layout.see(kernel, given);
  const weights =
    kind === "depthwise" ? packedDepthwise(kernel, given, layout) : packed(kernel, { given, made }, layout);
  const inputs = [
    kind === "few" ? layout.plain(x) : layout.blocked(x),
    weights,
    bias === "" ? "" : layout.fillUp(bias, 0, made),
    sum === "" ? "" : layout.blocked(sum, made),
  ];
  while (inputs.at(-1) === "") inputs.pop();
  const { activation } = node.attributes;
  const group = kind === "depthwise" ? layout.width(given) : 1;
  const attributes = { ...windowAttributes({ ...window, group }), ...(activation !== undefined && { activation }) };
  return [layout.mark(layout.op("Conv", inputs, attributes), made)];
}

/** The channels of what is added, so that it need not be put into others. */
const wished = (sum: string, filters: number, layout: Layout): Channels =>
  sum !== "" && layout.isBlocked(sum) ? layout.channels(sum) : [filters];

/** Which of ONNX Runtime's kernels does a convolution in blocks; undefined: none. */
function kindOf(kernel: string, { group }: Window, layout: Layout): "dense" | "few" | "depthwise" | undefined {
  const [filters, perGroup] = layout.sizes(kernel);
  if (filters <= FEW) return undefined;
  if (group === 1) return perGroup <= FEW ? "few" : "dense";
  return group === filters && perGroup === 1 ? "depthwise" : undefined;
}

/** dx = dy correlated with the kernel turned by 180 degrees, inputs and filters exchanged, plus another gradient. */
export function convInputGradient(node: Node, layout: Layout): readonly string[] | undefined {
  const [dy, kernel, sum] = node.inputs as [string, string, string?];
  const window = windowOf(node);
  const input = node.attributes.input_shape as Size4;
  const kind = kindOf(kernel, window, layout);
  if (kind === undefined || kind === "few" || !layout.fits(dy)) return undefined;
  const given = layout.seen(kernel) ?? wished(sum ?? "", input[1], layout);
  const made = kind === "depthwise" ? given : layout.channels(dy);
  const turned =
    kind === "depthwise"
      ? packedDepthwiseForInput(kernel, given, layout)
      : packedForInput(kernel, { given, made }, layout);
  const group = kind === "depthwise" ? layout.width(given) : 1;
  const correlate = (value: string, pads: Window["pads"], added?: string): string => {
    const sums = added === undefined ? [] : ["", layout.blocked(added, given)];
    const attributes = windowAttributes({ ...window, group, strides: [1, 1], pads });
    return layout.mark(layout.op("Conv", [value, turned, ...sums], attributes), given);
  };
  const answers = layout.blocked(dy, made);
  if (isFewPixels(window)) {
    const wide = spreadForInput(correlate(answers, [0, 0, 0, 0]), window, input, layout);
    const dx = padded(wide.value, wide.pads, layout);
    return sum === undefined ? [dx] : binary({ operator: "Add", inputs: [dx, sum] }, layout);
  }
  if (kind === "dense" && hasPhases(window)) {
    const dx = gradientByPhases({ dy: answers, kernel, window, input, given }, layout);
    return sum === undefined ? [dx] : binary({ operator: "Add", inputs: [dx, sum] }, layout);
  }
  const { value, pads } = spreadForInput(answers, window, input, layout);
  return [correlate(value, pads, sum)];
}

/** A strided window of one pixel: the zeros between are cheaper put in afterwards. */
const isFewPixels = (window: Window): boolean => isPoint(window) && window.strides.some((stride) => stride > 1);
