/** The window of a convolution or pooling node, with ONNX's defaults filled in. */
import { RoentgenError } from "../util/error.ts";
import type { Node, Shape } from "./types.ts";

export interface Window {
  /** Height and width of the kernel. */
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Top, left, bottom, right. */
  readonly pads: readonly [number, number, number, number];
  readonly group: number;
}

/** kernel: the shape of the kernel tensor, for nodes that do not state kernel_shape. Throws E_WINDOW for other than two axes. */
export function windowOf(node: Node, kernel?: Shape): Window {
  const spatial = (node.attributes.kernel_shape ?? kernel?.slice(2)) as readonly number[] | undefined;
  const automatic = node.attributes.auto_pad ?? "NOTSET";
  if (spatial?.length !== 2 || (automatic !== "NOTSET" && automatic !== "VALID")) {
    throw new RoentgenError("E_WINDOW", "only windows over two axes with stated padding can be transformed", {
      where: `node ${node.name}`,
      expected: "two axes, explicit pads",
      received: `${spatial?.length ?? "unknown"} axes, auto_pad ${String(automatic)}`,
      fix: "export the model again with explicit pads",
    });
  }
  const list = <T>(name: string, fallback: T): T => (node.attributes[name] as T | undefined) ?? fallback;
  return {
    kernel: [spatial[0]!, spatial[1]!],
    strides: list("strides", [1, 1]),
    dilations: list("dilations", [1, 1]),
    pads: list("pads", [0, 0, 0, 0]),
    group: list("group", 1),
  };
}

/** Whether it sees one pixel at a time: a kernel of 1 x 1 without padding. */
export const isPoint = ({ kernel, pads }: Window): boolean =>
  kernel.every((size) => size === 1) && pads.every((pad) => pad === 0);

/** The attributes that say this window to a node. */
export const windowAttributes = ({ kernel, strides, dilations, pads, group }: Window) => ({
  kernel_shape: kernel,
  strides,
  dilations,
  pads,
  group,
});
