import { readFileSync } from "node:fs";
import { fromBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "./builder.ts";
import { ModelProtoSchema } from "./generated/onnx_pb.ts";
import { readOnnx } from "./onnx-read.ts";
import { writeOnnx } from "./onnx-write.ts";
import { floatTensor, intTensor } from "./tensor.ts";
import type { Graph, Node, Tensor } from "./types.ts";

function small(): Graph {
  const g = new GraphBuilder("small");
  const x = g.input("image", { type: "float32", shape: ["N", 1, 4, 4] });
  const kernel = g.parameter("conv/kernel", { type: "float32", shape: [2, 1, 3, 3] });
  const bias = g.parameter("conv/bias", { type: "float32", shape: [2] });
  const y = g.conv(x, kernel, bias, { pads: [1, 1, 1, 1] });
  const pooled = g.op("AveragePool", [y], { kernel_shape: [2, 2], strides: [2, 2], count_include_pad: 1 });
  const active = g.op("LeakyRelu", [pooled], { alpha: 0.25 });
  g.output(g.op("Clip", [active, "", g.scalar(6)]));
  g.output(g.op("FusedMatMul", [active, active], { transB: 1, alpha: 2 }, { domain: "com.microsoft" }));
  g.output(g.op("Constant", [], { value: intTensor([1, -2, 3]) }));
  return g.build();
}

/** As a file holds it: float32. */
const rounded = (tensor: Tensor): Tensor =>
  tensor.type === "float32" ? { ...tensor, data: Float32Array.from(tensor.data as Float64Array) } : tensor;

const kernel = floatTensor(
  Array.from({ length: 18 }, (_, i) => i / 7),
  [2, 1, 3, 3],
);
const bias = floatTensor([1, -1]);

describe("writing and reading again", () => {
  it("gives the same graph; parameters without a value are inputs, the others constants", () => {
    const graph = small();
    const read = readOnnx(writeOnnx({ graph }, new Map([["conv/kernel", kernel]]))).graph;
    expect(read.inputs).toEqual(["image", "conv/bias"]);
    expect(read.parameters).toEqual([]);
    expect(new Map(read.constants)).toEqual(
      new Map([...graph.constants, ["conv/kernel", kernel] as const].map(([name, tensor]) => [name, rounded(tensor)])),
    );
    expect(read.nodes).toEqual(graph.nodes);
    expect(read.outputs).toEqual(graph.outputs);
    expect(new Map([...read.values].sort())).toEqual(new Map([...graph.values].sort()));
  });

  it("does not name as inputs what has a value", () => {
    const { graph } = fromBinary(ModelProtoSchema, writeOnnx({ graph: small() }, new Map([["conv/kernel", kernel]])));
    expect(graph!.input.map(({ name }) => name)).toEqual(["image", "conv/bias"]);
    expect(graph!.initializer.map(({ name }) => name)).toEqual(["constant_0", "conv/kernel"]);
  });

  it("keeps what the file says beside the graph", () => {
    const metadata = new Map([["labels", '["covid","normal"]']]);
    const producer = { name: "somebody", version: "2" };
    const model = {
      graph: { ...small(), opsets: new Map([["", 19]]) },
      metadata,
      producer,
      description: "a model",
      irVersion: 8,
    };
    const { graph, ...read } = readOnnx(writeOnnx(model));
    const opsets = new Map([
      ["", 19],
      ["com.microsoft", 1],
    ]);
    expect(read).toEqual({ metadata, producer, description: "a model", irVersion: 8 });
    expect(graph.opsets).toEqual(opsets);
  });

  it("keeps a file of somebody else", () => {
    const golden = new Uint8Array(readFileSync(new URL("../../tests/golden/onnx-file.onnx", import.meta.url)));
    const model = readOnnx(golden);
    expect(readOnnx(writeOnnx(model))).toEqual(model);
  });

  it("gives the same bytes for the same model", () => {
    const parameters = new Map([["conv/bias", bias]]);
    expect(writeOnnx({ graph: small() }, parameters)).toEqual(writeOnnx({ graph: small() }, parameters));
  });

  it("writes values that lie anywhere in a larger array", () => {
    const arena = Float32Array.of(9, 9, 1, -1, 9);
    const part = { ...bias, data: arena.subarray(2, 4) };
    const bytes = writeOnnx({ graph: small() }, new Map([["conv/bias", part]]));
    expect(readOnnx(bytes).graph.constants.get("conv/bias")).toEqual(rounded(bias));
  });
});

describe("what cannot be written", () => {
  const only = (node: Node): Graph => ({ ...small(), nodes: [node] });
  const node: Node = { name: "a", domain: "", operator: "Relu", inputs: ["image"], outputs: ["b"], attributes: {} };

  it("names an attribute of unknown kind", () => {
    expect(() => writeOnnx({ graph: only({ ...node, attributes: { slope: 1 } }) })).toThrow("attribute slope of Relu");
  });

  it("refuses a whole number that is not one, and a float that ONNX cannot hold", () => {
    const broken = (kind: "int" | "float", value: number) => () =>
      writeOnnx({ graph: only({ ...node, attributes: { a: value }, attributeKinds: { a: kind } }) });
    expect(broken("int", 0.5)).toThrow(expect.objectContaining({ code: "E_ONNX_NUMBER" }));
    expect(broken("float", 1e300)).toThrow(expect.objectContaining({ code: "E_ONNX_VALUE" }));
  });

  it("refuses a parameter that does not fit", () => {
    const wrong = new Map([["conv/bias", kernel]]);
    expect(() => writeOnnx({ graph: small() }, wrong)).toThrow(expect.objectContaining({ code: "E_ONNX_VALUE" }));
  });
});
