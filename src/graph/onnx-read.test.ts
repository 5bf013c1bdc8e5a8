import { readFileSync } from "node:fs";
import { create, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { RoentgenError } from "../util/error.ts";
import {
  AttributeProto_AttributeType,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  TensorProto_DataLocation,
} from "./generated/onnx_pb.ts";
import { readOnnx } from "./onnx-read.ts";

// Written by the Python package onnx: tests/golden/generate/onnx_file.py.
const file = new Uint8Array(readFileSync(new URL("../../tests/golden/onnx-file.onnx", import.meta.url)));

describe("a file of the Python package", () => {
  const model = readOnnx(file);
  const { graph } = model;

  it("says who made it and what it needs", () => {
    expect(model.irVersion).toBe(9);
    expect(model.producer).toEqual({ name: "golden", version: "1" });
    expect(model.description).toBe("every kind of tensor");
    expect([...graph.opsets!]).toEqual([
      ["", 20],
      ["example.org", 3],
    ]);
    expect([...model.metadata]).toEqual([["labels", "covid,normal"]]);
  });

  it("holds the graph", () => {
    expect(graph.name).toBe("golden");
    expect(graph.inputs).toEqual(["image", "mask"]);
    expect(graph.outputs).toEqual(["score"]);
    expect(graph.nodes.map((n) => [n.name, n.domain, n.operator, n.inputs, n.outputs])).toEqual([
      ["stem", "", "Conv", ["image", "kernel", "bias"], ["maps"]],
      ["active", "", "LeakyRelu", ["maps"], ["active"]],
      ["stem#2", "", "Clip", ["active", "", "scalar"], ["clipped"]],
      ["strange", "example.org", "Strange", ["clipped"], ["score", ""]],
    ]);
    expect(graph.nodes[0]!.attributes).toEqual({ pads: [1, 1, 1, 1], strides: [2, 2] });
    expect(graph.nodes[0]).not.toHaveProperty("attributeKinds");
  });

  it("keeps the kinds of attributes that the table does not know", () => {
    const { attributes, attributeKinds } = graph.nodes[3]!;
    const table = { type: "float32", shape: [2], data: Float32Array.of(1, 2) };
    expect(attributes).toEqual({
      whole: 3,
      real: 0.5,
      text: "text",
      list: [1, -2],
      reals: [0.5, 2],
      texts: ["a", "b"],
      table,
    });
    expect(attributeKinds).toEqual({
      whole: "int",
      real: "float",
      text: "string",
      list: "ints",
      reals: "floats",
      texts: "strings",
      table: "tensor",
    });
  });

  it.each([
    ["float64", Float64Array.of(0.1, -1e300)],
    ["int64", BigInt64Array.of(-1n, 0n, 2n ** 62n)],
    ["int32", Int32Array.of(-7, 2 ** 31 - 1)],
    ["int8", Int8Array.of(-128, 127)],
    ["uint8", Uint8Array.of(0, 255)],
    ["uint64", BigUint64Array.of(0n, 2n ** 64n - 1n)],
    ["uint32", Uint32Array.of(0, 2 ** 32 - 1)],
    ["uint16", Uint16Array.of(0, 2 ** 16 - 1)],
    ["int16", Int16Array.of(-7, 2 ** 15 - 1)],
    ["float16", Uint16Array.of(0x3800, 0xc000)],
    ["bool", Uint8Array.of(1, 0, 1)],
  ] as const)("holds %s, raw and in a list", (type, data) => {
    const tensor = { type, shape: [data.length], data };
    expect(graph.constants.get(`raw_${type}`)).toEqual(tensor);
    expect(graph.constants.get(`listed_${type}`)).toEqual(tensor);
  });

  it("holds float32, strings, scalars and tensors without elements", () => {
    const kernel = Float32Array.from({ length: 18 }, (_, i) => i / 8);
    expect(graph.constants.get("kernel")).toEqual({ type: "float32", shape: [2, 1, 3, 3], data: kernel });
    expect(graph.constants.get("bias")!.data).toEqual(Float32Array.of(0.5, -0.25));
    expect(graph.constants.get("listed_string")!.data).toEqual(["lung", "Röntgen"]);
    expect(graph.constants.get("empty")).toEqual({ type: "float32", shape: [0, 4], data: new Float32Array() });
    expect(graph.constants.get("scalar")).toEqual({ type: "float32", shape: [], data: Float32Array.of(2.5) });
  });

  it("states the types that it knows, and no others", () => {
    expect(graph.values.get("image")).toEqual({ type: "float32", shape: ["N", 1, 8, 8] });
    expect(graph.values.get("mask")).toEqual({ type: "bool", shape: ["mask_0", 3] });
    expect(graph.values.get("maps")).toEqual({ type: "float32", shape: ["N", 2, 4, 4] });
    expect(graph.values.get("kernel")).toEqual({ type: "float32", shape: [2, 1, 3, 3] });
    expect(graph.values.has("active")).toBe(false);
  });

  it("reads the same at any offset, and from a Buffer", () => {
    for (let offset = 1; offset <= 8; offset++) {
      const moved = Buffer.alloc(file.length + offset);
      moved.set(file, offset);
      expect(readOnnx(moved.subarray(offset)).graph.constants).toEqual(graph.constants);
    }
  });
});

describe("other ways to say the same", () => {
  it("knows the standard operators by their long domain, and initializers that are also inputs", () => {
    const type = { value: { case: "tensorType" as const, value: { elemType: 1, shape: { dim: [] } } } };
    const bytes = bytesOf({
      input: [
        { name: "x", type },
        { name: "w", type },
      ],
      initializer: [{ name: "w", dataType: 1, floatData: [3] }],
      node: [{ opType: "Add", domain: "ai.onnx", input: ["x", "w"], output: ["y"] }],
    } as unknown as GraphProto);
    const { graph } = readOnnx(bytes);
    expect(graph.inputs).toEqual(["x"]);
    expect(graph.constants.get("w")!.data).toEqual(Float32Array.of(3));
    expect(graph.nodes[0]!.domain).toBe("");
  });

  it("shares memory with the file where values are aligned", () => {
    const shared = [0, 1, 2, 3].filter((offset) => {
      const moved = new Uint8Array(file.length + offset);
      moved.set(file, offset);
      const { data } = readOnnx(moved.subarray(offset)).graph.constants.get("kernel") as { data: Float32Array };
      return data.buffer === moved.buffer;
    });
    expect(shared).toHaveLength(1);
  });
});

/** A model around a graph, which may lack anything. */
const bytesOf = (graph: Parameters<typeof create<typeof GraphProtoSchema>>[1]): Uint8Array =>
  toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 9n, graph: create(GraphProtoSchema, graph) }));

function codeOf(bytes: Uint8Array): string {
  try {
    readOnnx(bytes);
    return "read";
  } catch (error) {
    if (error instanceof RoentgenError) return error.code;
    throw error;
  }
}

describe("hostile files", () => {
  it("gives a coded error, or a graph, for every prefix", () => {
    for (let length = 0; length < file.length; length++) expect(codeOf(file.subarray(0, length))).not.toBe("");
    expect(codeOf(new Uint8Array())).toBe("E_ONNX_NO_GRAPH");
    expect(codeOf(file.subarray(0, 100))).toBe("E_ONNX_DAMAGED");
  });

  it("gives a coded error, or a graph, whichever byte is changed", () => {
    for (let at = 0; at < file.length; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = file.slice();
        changed[at]! ^= flip;
        expect(codeOf(changed)).not.toBe("");
      }
    }
  });

  const floats = { dataType: 1, name: "w" };
  const external = { key: "location", value: "weights.bin" };
  const cases: [string, string, Parameters<typeof bytesOf>[0]][] = [
    ["huge shapes", "E_ONNX_DATA", { initializer: [{ ...floats, dims: [2n ** 40n, 2n ** 40n] }] }],
    ["a list shorter than its shape", "E_ONNX_DATA", { initializer: [{ ...floats, dims: [3n], floatData: [1, 2] }] }],
    ["raw values too short", "E_ONNX_DATA", { initializer: [{ ...floats, dims: [1n], rawData: new Uint8Array(3) }] }],
    ["strings too few", "E_ONNX_DATA", { initializer: [{ name: "w", dataType: 8, dims: [1n] }] }],
    ["negative sizes", "E_ONNX_SHAPE", { initializer: [{ ...floats, dims: [-1n, -1n], floatData: [1] }] }],
    ["complex numbers", "E_ONNX_TYPE", { initializer: [{ name: "w", dataType: 14, dims: [1n], floatData: [0, 1] }] }],
    ["external data", "E_ONNX_EXTERNAL", { initializer: [{ ...floats, dims: [1n], externalData: [external] }] }],
    [
      "external data without a place",
      "E_ONNX_EXTERNAL",
      { initializer: [{ ...floats, dims: [1n], dataLocation: TensorProto_DataLocation.EXTERNAL }] },
    ],
    ["an initializer twice", "E_ONNX_NAME", { initializer: [floats, floats].map((t) => ({ ...t, dims: [0n] })) }],
    ["sparse initializers", "E_ONNX_UNSUPPORTED", { sparseInitializer: [{}] }],
    ["inputs without a rank", "E_ONNX_UNSUPPORTED", { input: [{ name: "x" }] }],
    ["values that nothing defines", "E_ONNX_NAME", { node: [{ opType: "Relu", input: ["x"], output: ["y"] }] }],
    ["values defined twice", "E_ONNX_NAME", { node: [1, 2].map(() => ({ opType: "Constant", output: ["y"] })) }],
    ["outputs that nothing defines", "E_ONNX_NAME", { output: [{ name: "y" }] }],
    [
      "subgraphs",
      "E_ONNX_UNSUPPORTED",
      { node: [{ opType: "If", attribute: [{ name: "then_branch", type: AttributeProto_AttributeType.GRAPH }] }] },
    ],
    [
      "whole numbers of 64 bits",
      "E_ONNX_NUMBER",
      {
        node: [{ opType: "A", attribute: [{ name: "a", type: AttributeProto_AttributeType.INT, i: 2n ** 62n + 1n }] }],
      },
    ],
  ];
  it.each(cases)("refuses %s with %s", (_, code, graph) => {
    expect(codeOf(bytesOf(graph as GraphProto))).toBe(code);
  });

  it("refuses nesting without end", () => {
    let bytes = new Uint8Array();
    for (let i = 0; i < 500; i++) bytes = nested(1, nested(5, nested(6, bytes))); // graph.node.attribute.g
    expect(codeOf(nested(7, bytes))).toBe("E_ONNX_DAMAGED");
  });
});

/** A field of bytes in protobuf's encoding. */
function nested(field: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Uint8Array.from([(field << 3) | 2, ...length, ...content]);
}
