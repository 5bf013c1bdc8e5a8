import { describe, expect, it } from "vitest";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { check } from "../graph/index.ts";
import { classifierGraph, featureGraph, headGraph, headVariables } from "./head.ts";
import { zeroPadding } from "./layers.ts";
import { NetworkBuilder } from "./network-builder.ts";

const tensor = (shape: readonly number[], data: readonly number[]): FloatTensor => ({
  shape,
  data: Float64Array.from(data),
});

/** An image of 1 x 1 with a frame of zeros: its features are a ninth of the pixel. */
function framed() {
  const g = new NetworkBuilder("framed", 1);
  const margin = [1, 1] as const;
  return g.build(zeroPadding(g, g.image, [margin, margin]));
}

const image = tensor([2, 3, 1, 1], [9, 18, 27, 0, -9, 90]);
const features = tensor([2, 3], [1, 2, 3, 0, -1, 10]);
const kernel = tensor([3, 2], [1, 10, 2, 20, 3, 30]);
const bias = tensor([2], [0.5, -0.5]);
const parameters: [string, FloatTensor][] = [
  ["head/kernel", kernel],
  ["head/bias", bias],
];
const masks: [string, FloatTensor][] = [
  ["dropout_1", tensor([2, 3], [0, 1.25, 1.25, 1.25, 1.25, 0])],
  ["dropout_2", tensor([2, 3], [2, 2, 0, 0, 2, 2])],
];

describe("head", () => {
  it("averages over the pixels", () => {
    const graph = check(featureGraph(framed()));
    const [found] = interpret(graph, new Map([["image", image]])).values();
    expect(found?.shape).toEqual([2, 3]);
    expect(found?.data).toEqual(features.data);
    expect(graph.values.get("features")?.shape).toEqual(["N", 3]);
  });

  it("is features times kernel plus bias", () => {
    const graph = check(headGraph(3, { units: 2 }));
    expect(graph.inputs).toEqual(["features"]);
    const [found] = interpret(graph, new Map([["features", features], ...parameters])).values();
    expect(found?.data).toEqual(Float64Array.of(14.5, 139.5, 28.5, 279.5));
  });

  it("multiplies the features with both masks", () => {
    const graph = check(headGraph(3, { units: 2, dropout: true, batch: 2 }));
    expect(graph.inputs).toEqual(["features", "dropout_1", "dropout_2"]);
    const [found] = interpret(graph, new Map([["features", features], ...parameters, ...masks])).values();
    expect(found?.data).toEqual(Float64Array.of(10.5, 99.5, -4.5, -50.5)); // 2 x 2.5 and -1 x 2.5 stay
  });

  it("behind a network gives what it gives alone", () => {
    const graph = check(classifierGraph(framed(), { units: 2, dropout: true }));
    expect(graph.inputs).toEqual(["image", "dropout_1", "dropout_2"]);
    expect(graph.outputs).toEqual(["logit"]);
    expect(graph.parameters).toEqual(headVariables(3, 2).map(({ name }) => name));
    const [found] = interpret(graph, new Map([["image", image], ...parameters, ...masks])).values();
    expect(found?.data).toEqual(Float64Array.of(10.5, 99.5, -4.5, -50.5));
  });
});
