/** What an average is taken over, window by window. */
import { type Node, windowOf } from "../graph/index.ts";

/**
 * For each window of an average's output (height, width): how many pixels its mean was taken over, by how many a window has. One number
 * where all are the same. node: AveragePoolGradient.
 */
export function windowShares(node: Node, [height, width]: readonly [number, number]): readonly number[] {
  const window = windowOf(node);
  const input = node.attributes.input_shape as readonly number[];
  const isPadded = node.attributes.count_include_pad === 1;
  const along = (axis: 0 | 1, size: number): number[] =>
    Array.from({ length: size }, (_, o) => {
      const start = o * window.strides[axis] - window.pads[axis];
      const taps = Array.from({ length: window.kernel[axis] }, (_, k) => start + k * window.dilations[axis]);
      const [low, high] = isPadded
        ? [-window.pads[axis], input[axis + 2]! + window.pads[axis + 2]!]
        : [0, input[axis + 2]!];
      return taps.filter((tap) => tap >= low && tap < high).length / window.kernel[axis];
    });
  const columns = along(1, width);
  const shares = along(0, height).flatMap((row) => columns.map((column) => row * column));
  return shares.every((share) => share === shares[0]) ? [shares[0]!] : shares;
}
