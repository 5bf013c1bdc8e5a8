import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { interpret, toFloat } from "../../../tests/support/interpreter/index.ts";
import { formulaImages, formulaWeights } from "../../../tests/support/networks/formula-feeds.ts";
import { smallNetworks } from "../../../tests/support/networks/index.ts";
import { type Float32Tensor, runGraph } from "../../../tests/support/run-graph.ts";
import { float16Bits, float16Value, type Graph, GraphBuilder, readOnnx, writeOnnx } from "../../graph/index.ts";
import { featureGraph, type Network } from "../../networks/index.ts";
import { foldConstants } from "./fold-constants.ts";
import { halfValues, toHalf } from "./half.ts";
import { Histogram } from "./histogram.ts";
import { planIntegers } from "./plan.ts";
import { type Measured, quantize } from "./quantize.ts";

const names = Object.keys(smallNetworks) as (keyof typeof smallNetworks)[]; // of a literal

/** As it is read from a model file: all weights are constants. */
function constantGraph(network: Network): Graph {
  return readOnnx(writeOnnx({ graph: featureGraph(network) }, formulaWeights(network))).graph;
}

const run = (graph: Graph, images: Float32Tensor) => runGraph(graph, new Map(), new Map([["image", images]]));

async function features(graph: Graph, images: Float32Tensor): Promise<Float32Array> {
  return (await run(graph, images)).get("features")!.data;
}

/** The root of the mean square difference, as a part of that of the values. */
function relativeError(actual: Float32Array, expected: Float32Array): number {
  const square = (values: Iterable<number>): number => [...values].reduce((sum, v) => sum + v * v, 0);
  return Math.sqrt(square(expected.map((v, i) => v - actual[i]!)) / square(expected));
}

async function measured(graph: Graph, images: Float32Tensor): Promise<Measured> {
  const plan = planIntegers(graph);
  const g = GraphBuilder.from(graph);
  for (const name of [...plan.measured, ...plan.convolved]) g.output(name);
  const values = await run(g.build(), images);
  const ranges = plan.measured.map((name) => {
    const histogram = new Histogram();
    histogram.add(values.get(name)!.data);
    return [name, histogram.best] as const;
  });
  return {
    ranges: new Map(ranges),
    means: new Map(plan.convolved.map((name) => [name, channelMeans(values.get(name)!)])),
  };
}

function channelMeans({ data, shape }: Float32Tensor): Float64Array {
  const [batch, channels, height, width] = shape as [number, number, number, number];
  const sums = new Float64Array(channels);
  for (let i = 0; i < data.length; i++) sums[Math.floor(i / (height * width)) % channels]! += data[i]!;
  return sums.map((sum) => sum / (batch * height * width));
}

/** What ONNX Runtime makes of a graph. */
async function operatorsOnceOptimised(graph: Graph): Promise<Set<string>> {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-optimised-"));
  const optimizedModelFilePath = `${folder}/model.onnx`;
  const session = await InferenceSession.create(writeOnnx({ graph }), {
    optimizedModelFilePath,
    graphOptimizationLevel: "extended",
    logSeverityLevel: 4,
  });
  await session.release();
  const { nodes } = readOnnx(await readFile(optimizedModelFilePath)).graph;
  await rm(folder, { recursive: true });
  return new Set(nodes.map(({ operator }) => operator));
}

describe.each(names)("%s", (name) => {
  const network = smallNetworks[name]();
  const graph = constantGraph(network);
  const folded = foldConstants(graph);
  const images = formulaImages("precision", 4, 64);

  test("without normalisations gives the same", async () => {
    expect(folded.nodes.filter(({ operator }) => operator === "BatchNormalization")).toEqual([]);
    expect(relativeError(await features(folded, images), await features(graph, images))).toBeLessThan(2e-6);
  });

  test("in halves is within a few roundings of float16 (2^-11 each)", async () => {
    const half = toHalf(folded);
    const weights = [...half.constants.values()].filter(({ shape }) => shape.length === 4);
    expect(new Set(weights.map(({ type }) => type))).toEqual(new Set(["float16"]));
    expect(halfValues(folded).length).toBeGreaterThan(10);
    const error = relativeError(await features(half, images), await features(graph, images));
    expect(error).toBeGreaterThan(1e-6);
    expect(error).toBeLessThan(8 * 2 ** -11);
  });

  test("in integers is near, and convolves in integers", async () => {
    const integers = quantize(folded, await measured(folded, images));
    const error = relativeError(await features(integers, images), await features(graph, images));
    expect(error).toBeGreaterThan(1e-4);
    expect(error).toBeLessThan(0.08);
    const operators = await operatorsOnceOptimised(integers);
    expect(operators).toContain("QLinearConv");
    for (const float of ["Conv", "FusedConv", "Add", "Concat", "AveragePool", "Relu"])
      expect(operators).not.toContain(float);
  });
});

describe("one convolution in integers", () => {
  const range = { low: -1, high: 1 };
  const [height, width, inputs, filters] = [6, 5, 3, 4];
  const uniform = (count: number, seed: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => Math.sin(seed + 12.9898 * i));

  function convolution(relu: boolean): Graph {
    const g = new GraphBuilder("one");
    const x = g.input("image", { type: "float32", shape: ["N", inputs, height, width] });
    const kernel = g.constant({ type: "float32", shape: [filters, inputs, 3, 3], data: uniform(108, 1) }, "kernel");
    const bias = g.constant({ type: "float32", shape: [filters], data: uniform(filters, 2) }, "bias");
    const y = g.conv(x, kernel, bias, { pads: [1, 1, 1, 1] });
    g.output(g.op(relu ? "Relu" : "Identity", [y], {}, { name: "features" }));
    return g.build();
  }

  test.each([true, false])("is as far off as its scales allow; Relu: %s", async (relu) => {
    const graph = convolution(relu);
    const image: Float32Tensor = { type: "float32", shape: [1, inputs, height, width], data: uniform(90, 3) };
    const exact = await features(graph, image);
    const most = Math.max(...exact.map(Math.abs));
    const [output] = planIntegers(graph).measured.filter((value) => value !== "image");
    const ranges = new Map([
      ["image", range],
      [output!, { low: relu ? 0 : -most, high: most }],
    ]);
    const integers = quantize(graph, { ranges, means: new Map([["image", new Float64Array(inputs)]]) });
    const scales = { input: 2 / 255, weight: 1 / 64, output: (relu ? most : 2 * most) / 255 };
    // 27 products; an input is off by half a step (a step at the range's end, where the zero was rounded), so is a weight
    const bound = 27 * (scales.input + scales.weight / 2) + scales.output;
    const values = await features(integers, image);
    const worst = Math.max(...exact.map((value, i) => Math.abs(value - values[i]!)));
    expect(worst).toBeLessThan(bound);
    expect(worst).toBeGreaterThan(0);
    if (relu) expect(Math.min(...values)).toBe(0);
    const defined = interpret(integers, new Map([["image", toFloat(image)]])).get("features")!.data;
    const apart = Math.max(...defined.map((value, i) => Math.abs(value - values[i]!)));
    expect(apart, "integers of ONNX Runtime against the operators' definitions").toBeLessThan(1.01 * scales.output);
  });
});

test("a weight beyond float16 is told", () => {
  const g = new GraphBuilder("large");
  const x = g.input("image", { type: "float32", shape: [1, 1, 2, 2] });
  const kernel = g.constant({ type: "float32", shape: [1, 1, 1, 1], data: Float32Array.of(7e4) }, "kernel");
  g.output(g.conv(x, kernel, undefined));
  const details = expect.objectContaining({ where: "kernel", received: "70000" });
  expect(() => toHalf(g.build())).toThrow(expect.objectContaining({ code: "E_FLOAT16_RANGE", details }));
});

test("halves in a file are the numbers that ONNX Runtime reads", async () => {
  const values = [1 / 3, -(1 + 2 ** -11), 1e-7, 65504];
  const g = new GraphBuilder("halves");
  const x = g.input("image", { type: "float32", shape: [4] });
  const halves = g.constant({ type: "float16", shape: [4], data: Uint16Array.from(values, float16Bits) });
  g.output(g.add(x, g.cast(halves, "float32"), "features"));
  const zeros: Float32Tensor = { type: "float32", shape: [4], data: new Float32Array(4) };
  expect([...(await features(g.build(), zeros))]).toEqual(values.map((value) => float16Value(float16Bits(value))));
});
