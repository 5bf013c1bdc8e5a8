/** Windows at the borders of images, which the networks' own goldens do not all reach. Expected: Keras 3.15. */
import { expect, it } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { check, sizeOf } from "../graph/index.ts";
import { averagePooling, convolution, cropping, maxPooling, normalization, scaledAdd, zeroPadding } from "./layers.ts";
import { NetworkBuilder } from "./network-builder.ts";

const SIZE = 6;
const counting = (shape: readonly number[], sign = 1): FloatTensor => ({
  shape,
  data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => sign * (i + 1)),
});

/** The first channel of what layers make of -1, -2, -3, ..., -36 in rows of six; a kernel is 1, 2, 3, ... for that channel. */
function apply(layers: (g: NetworkBuilder, x: string) => string): number[] {
  const g = new NetworkBuilder("test", SIZE, 1);
  const { graph, output, channels } = g.build(layers(g, g.image));
  const first = counting([1, 1, SIZE, SIZE], -1).data;
  const image = {
    shape: [1, 3, SIZE, SIZE],
    data: Float64Array.from([...first, ...new Float64Array(2 * first.length)]),
  };
  const parameters = graph.parameters.map((name) => [name, counting(g.graph.sizes(name))] as const);
  const { data } = interpret(check(graph), new Map([["image", image], ...parameters])).get(output)!;
  return [...data.slice(0, data.length / channels)];
}

const same = (stride: number) => ({ kernel: [2, 3], stride, padding: "same" }) as const;

it.each([
  [2, [-136, -178, -121, -388, -430, -265, -640, -682, -409]],
  [4, [-136, -121, -640, -409]],
])("a convolution with padding same and stride %i pads at the end", (stride, expected) => {
  expectClosedForm(
    apply((g, x) => convolution(g, x, { ...same(stride), filters: 1 })),
    expected,
  );
});

it.each([
  [2, [-5, -7, -8.5, -17, -19, -20.5, -29, -31, -32.5]],
  [4, [-5, -8.5, -29, -32.5]],
])("an average with padding same and stride %i does not count the padding", (stride, expected) => {
  expectClosedForm(
    apply((g, x) => averagePooling(g, x, same(stride))),
    expected,
  );
});

it.each([
  [2, [-1, -3, -5, -13, -15, -17, -25, -27, -29]],
  [4, [-1, -5, -25, -29]],
])("a maximum with padding same and stride %i does not see the padding", (stride, expected) => {
  expectClosedForm(
    apply((g, x) => maxPooling(g, x, same(stride))),
    expected,
  );
});

it("zeros that were padded explicitly count in a maximum and in an average", () => {
  const pad = (g: NetworkBuilder, x: string) =>
    zeroPadding(g, x, [
      [1, 0],
      [0, 2],
    ]);
  const pool = { kernel: 3, stride: 2 };
  expectClosedForm(
    apply((g, x) => maxPooling(g, pad(g, x), pool)),
    [0, 0, 0, -7, -9, 0, -19, -21, 0],
  );
  expectClosedForm(
    apply((g, x) => averagePooling(g, pad(g, x), pool)),
    [-30, -42, -34, -126, -144, -105, -234, -252, -177].map((sum) => sum / 9),
  );
});

it("cropping takes rows above and below, columns left and right", () => {
  const margins = [
    [1, 3],
    [2, 1],
  ] as const;
  expect(apply((g, x) => cropping(g, x, margins))).toEqual([-9, -10, -11, -15, -16, -17]);
});

it("a scaled sum is the first plus the second times the scale", () => {
  expect(apply((g, x) => scaledAdd(g, x, x, 0.5)).slice(0, 3)).toEqual([-1.5, -3, -4.5]);
});

it("a normalisation has its epsilon and momentum, and ones where there is no gamma", () => {
  const g = new NetworkBuilder("test", SIZE, 1);
  const { graph } = g.build(normalization(g, g.image, { name: "bn", epsilon: 2e-5, momentum: 0.75, scale: false }));
  expect(graph.nodes[0]?.attributes).toEqual({ epsilon: 2e-5, momentum: 0.75, training_mode: 0 });
  expect(graph.nodes[0]?.inputs).toEqual(["image", "ones_3", "bn/beta", "bn/moving_mean", "bn/moving_variance"]);
  expect(graph.constants.get("ones_3")?.data).toEqual(Float32Array.of(1, 1, 1));
});
