/** A network with what convolutions absorb, and without, in the float64 interpreter. */
import { expect, test } from "vitest";
import { uniform01 } from "../../tests/support/formula.ts";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { check, type Graph, GraphBuilder, sizeOf } from "../graph/index.ts";
import { absorb } from "./absorb.ts";

function feedsOf({ inputs, parameters, values }: Graph): Map<string, FloatTensor> {
  const feeds = [...inputs, ...parameters].map((name): [string, FloatTensor] => {
    const shape = values.get(name)!.shape as readonly number[]; // no symbols here
    return [name, { shape, data: uniform01(name, sizeOf(shape)).map((value) => value - 0.5) }];
  });
  return new Map(feeds);
}

/** From an image of 2 x 3 x 7 x 6; gives the operators that are left, having compared what they compute. */
function absorbed(build: (g: GraphBuilder, image: string, kernel: string, bias: string) => void): string[] {
  const g = new GraphBuilder("case");
  const image = g.input("image", { type: "float32", shape: [2, 3, 7, 6] });
  const kernel = g.parameter("kernel", { type: "float32", shape: [4, 3, 3, 3] });
  build(g, image, kernel, g.parameter("bias", { type: "float32", shape: [4] }));
  const own = g.build();
  const result = check(absorb(own));
  const [expected, actual] = [own, result].map((graph) => interpret(graph, feedsOf(graph)));
  for (const [name, { shape, data }] of expected!) {
    const found = actual!.get(name)!;
    expect(found.shape).toEqual(shape);
    for (const [i, value] of data.entries()) expect(found.data[i]).toBeCloseTo(value, 12);
  }
  return result.nodes.map(({ operator }) => operator);
}

test("zeros around an image become padding, uneven and beside padding that is there", () => {
  const operators = absorbed((g, image, kernel, bias) => {
    const padded = g.pad(image, [0, 0, 1, 0, 0, 0, 2, 3]);
    g.output(g.conv(padded, kernel, bias, { strides: [2, 2], pads: [0, 1, 0, 0] }));
    g.output(g.conv(padded, kernel, undefined));
  });
  expect(operators).toEqual(["Conv", "Conv"]);
});

test("zeros that others read, too, stay for them", () => {
  const operators = absorbed((g, image, kernel) => {
    const padded = g.pad(image, [0, 0, 1, 1, 0, 0, 1, 1]);
    g.output(g.conv(padded, kernel, undefined));
    g.output(g.op("MaxPool", [padded], { kernel_shape: [3, 3] }));
  });
  expect(operators.toSorted()).toEqual(["Conv", "MaxPool", "Pad"]);
});

test.each([
  ["cut pixels", [0, 0, -1, 0, 0, 0, 0, 0]],
  ["channels of zeros", [0, 1, 0, 0, 0, -1, 1, 0]],
])("%s are left alone", (_, pads) => {
  const operators = absorbed((g, image, kernel) => g.output(g.conv(g.pad(image, pads), kernel, undefined)));
  expect(operators).toEqual(["Pad", "Conv"]);
});

test("a number behind a convolution goes into its kernel and its bias", () => {
  const operators = absorbed((g, image, kernel, bias) => {
    g.output(g.mul(g.conv(image, kernel, bias), g.scalar(0.17)));
  });
  expect(operators.at(-1)).toBe("Conv");
});

test("a convolution that is read elsewhere, or multiplied by an image, keeps its kernel", () => {
  const operators = absorbed((g, image, kernel) => {
    const read = g.conv(image, kernel, undefined);
    g.output(g.mul(read, g.scalar(0.5)));
    g.output(read);
    g.output(g.mul(g.conv(image, kernel, undefined, { strides: [2, 2] }), g.floats([1, 2, 3, 4], [4, 1, 1])));
  });
  expect(operators).toEqual(["Conv", "Mul", "Conv", "Mul"]);
});
