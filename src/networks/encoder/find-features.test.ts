/** Ends of encoders as people build them. */
import { describe, expect, test } from "vitest";
import { type Graph, GraphBuilder, intTensor } from "../../graph/index.ts";
import { findFeatures } from "./find-features.ts";

/** A graph from images to `maps`, N x 8 x 4 x 4, and on from there; outputs: those that `end` gives. */
function encoder(end: (g: GraphBuilder, maps: string) => readonly string[]): Graph {
  const g = new GraphBuilder("encoder");
  const x = g.input("x", { type: "float32", shape: ["N", 3, 4, 4] });
  const kernel = g.floats(new Float32Array(24), [8, 3, 1, 1]);
  const maps = g.relu(g.conv(x, kernel, undefined), "maps");
  for (const output of end(g, maps)) g.output(output);
  return g.build();
}

const weights = (g: GraphBuilder, rows: number, columns: number): string =>
  g.floats(new Float32Array(rows * columns), [rows, columns]);
const classify = (g: GraphBuilder, pooled: string): string => {
  const flat = g.op("Reshape", [pooled, g.ints([0, 8])], {}, { name: "flat" });
  return g.add(g.matmul(flat, weights(g, 8, 5)), g.floats(new Float32Array(5)), "classes");
};
/** N x 16 x 8 */
const tokensOf = (g: GraphBuilder, maps: string): string =>
  g.op("Transpose", [g.op("Reshape", [maps, g.ints([0, 8, 16])])], { perm: [0, 2, 1] }, { name: "tokens" });

describe("what is pooled last", () => {
  test.each<[string, (g: GraphBuilder, maps: string) => string]>([
    ["global average pooling", (g, maps) => g.op("GlobalAveragePool", [maps])],
    ["the mean over pixels", (g, maps) => g.reduceMean(maps, [2, 3])],
    ["the mean over pixels, counted from the end", (g, maps) => g.reduceMean(maps, [-1, -2])],
    ["a pooling whose window is the whole image", (g, maps) => g.op("AveragePool", [maps], { kernel_shape: [4, 4] })],
  ])("%s", (_, pool) => {
    expect(findFeatures(encoder((g, maps) => [g.op("Softmax", [classify(g, pool(g, maps))], { axis: -1 })]))).toBe(
      "maps",
    );
    expect(findFeatures(encoder((g, maps) => [pool(g, maps)]))).toBe("maps");
  });

  test("tokens, by their mean", () => {
    expect(findFeatures(encoder((g, maps) => [classify(g, g.reduceMean(tokensOf(g, maps), [1]))]))).toBe("tokens");
  });

  test("axes as an attribute, as before opset 18", () => {
    const graph = encoder((g, maps) => [g.reduceMean(maps, [2, 3])]);
    const nodes = graph.nodes.map((node) =>
      node.operator === "ReduceMean" ? { ...node, inputs: ["maps"], attributes: { axes: [2, 3] } } : node,
    );
    expect(findFeatures({ ...graph, nodes })).toBe("maps");
  });

  test("axes from a Constant node", () => {
    const graph = encoder((g, maps) => [g.reduceMean(maps, [2, 3])]);
    const axes = {
      name: "c",
      domain: "",
      operator: "Constant",
      inputs: [],
      outputs: ["axes"],
      attributes: { value: intTensor([2, 3]) },
    };
    const nodes = graph.nodes.map((node) =>
      node.operator === "ReduceMean" ? { ...node, inputs: ["maps", "axes"] } : node,
    );
    expect(findFeatures({ ...graph, nodes: [axes, ...nodes] })).toBe("maps");
  });
});

test("where nothing is pooled, what the classifier takes", () => {
  const first = (g: GraphBuilder, maps: string) => g.slice(tokensOf(g, maps), [0], [1], [1], undefined, "class token");
  expect(findFeatures(encoder((g, maps) => [classify(g, first(g, maps))]))).toBe("flat");
});

test("a layer normalisation written out is no pooling", () => {
  const graph = encoder((g, maps) => {
    const tokens = tokensOf(g, maps);
    return [g.op("Identity", [g.sub(tokens, g.reduceMean(tokens, [-1], 1))], {}, { name: "normalized" })];
  });
  expect(findFeatures(graph)).toBe("normalized");
});

test("an output that is named as what it is", () => {
  const both = encoder((g, maps) => {
    const tokens = g.op("Identity", [tokensOf(g, maps)], {}, { name: "last_hidden_state" });
    return [tokens, g.op("Tanh", [classify(g, g.reduceMean(tokens, [1]))], {}, { name: "pooler_output" })];
  });
  expect(findFeatures(both)).toBe("pooler_output");
  expect(findFeatures({ ...both, outputs: ["last_hidden_state"] })).toBe("last_hidden_state");
});

test("a name that is there, and one that is not", () => {
  const graph = encoder((g, maps) => [g.op("GlobalAveragePool", [maps])]);
  expect(findFeatures(graph, "maps")).toBe("maps");
  expect(() => findFeatures(graph, "map")).toThrow(
    expect.objectContaining({
      code: "E_ENCODER_FEATURES",
      details: expect.objectContaining({ fix: "did you mean maps?" }),
    }),
  );
});
