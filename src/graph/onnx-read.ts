/**
 * Reads an ONNX file (https://onnx.ai/onnx/repo-docs/IR.html). Every initializer becomes a constant. Types and shapes are those that the
 * file states; values that it leaves out have none. Whatever is wrong with the bytes is a RoentgenError E_ONNX_...
 */
import { fromBinary } from "@bufbuild/protobuf";
import { RoentgenError } from "../util/error.ts";
import {
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  type StringStringEntryProto,
  type TensorShapeProto,
  type ValueInfoProto,
} from "./generated/onnx_pb.ts";
import { readAttribute } from "./onnx-attribute.ts";
import type { OnnxModel } from "./onnx-model.ts";
import { elementTypeOf, type ReadExternal, readTensor, sizeFrom } from "./onnx-tensor.ts";
import { attributeKind } from "./operators.ts";
import type { Attribute, AttributeKind, Dimension, Graph, Node, Tensor, ValueType } from "./types.ts";

/**
 * Large tensors share memory with `bytes`, which must not change afterwards. readExternal: for models whose tensors lie in files beside
 * them; without it such a model is refused.
 */
export function readOnnx(bytes: Uint8Array, readExternal?: ReadExternal): OnnxModel {
  const proto = parse(bytes);
  if (proto.graph === undefined) {
    throw new RoentgenError("E_ONNX_NO_GRAPH", "the file holds no graph", {
      expected: "an ONNX model",
      received: `${bytes.length} bytes`,
      fix: "check that this is a whole .onnx file",
    });
  }
  if (proto.functions.length > 0) throw unsupported("functions of the model's own", `model ${proto.graph.name}`);
  const opsets = new Map(proto.opsetImport.map((o) => [domainOf(o.domain), sizeFrom(o.version, `opset ${o.domain}`)]));
  return {
    graph: { ...readGraph(proto.graph, readExternal), opsets },
    irVersion: sizeFrom(proto.irVersion, "ir_version"),
    producer: { name: proto.producerName, version: proto.producerVersion },
    description: proto.docString,
    metadata: readEntries(proto.metadataProps),
  };
}

function parse(bytes: Uint8Array): ModelProto {
  try {
    // A plain view: a subclass (Node's Buffer) would be handed on to every tensor.
    const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return fromBinary(ModelProtoSchema, view, { readUnknownFields: false });
  } catch (cause) {
    throw new RoentgenError("E_ONNX_DAMAGED", "the file cannot be read as ONNX", {
      expected: "a whole ONNX model",
      received: `${bytes.length} bytes, ${cause instanceof Error ? cause.message : String(cause)}`,
      fix: "check that the file is complete and that it is an .onnx file",
      cause,
    });
  }
}

function readGraph(proto: GraphProto, readExternal: ReadExternal | undefined): Graph {
  if (proto.sparseInitializer.length > 0) throw unsupported("sparse initializers", `graph ${proto.name}`);
  const constants = new Map<string, Tensor>();
  for (const initializer of proto.initializer) {
    if (constants.has(initializer.name)) throw badName("is defined twice", initializer.name, "initializers");
    constants.set(initializer.name, readTensor(initializer, `initializer ${initializer.name}`, readExternal));
  }
  // Up to IR version 3 every initializer was an input, too.
  const inputs = proto.input.filter(({ name }) => !constants.has(name));
  const graph = {
    name: proto.name,
    inputs: inputs.map(({ name }) => name),
    parameters: [],
    constants,
    nodes: readNodes(proto.node),
    outputs: proto.output.map(({ name }) => name),
    values: readValues(inputs, [...proto.valueInfo, ...proto.output], constants),
  };
  checkNames(graph);
  return graph;
}

function readValues(
  inputs: readonly ValueInfoProto[],
  others: readonly ValueInfoProto[],
  constants: ReadonlyMap<string, Tensor>,
): Map<string, ValueType> {
  const values = new Map<string, ValueType>();
  for (const info of others) {
    const value = readValue(info);
    if (value?.shape.every((d) => d !== undefined)) {
      values.set(info.name, { ...value, shape: value.shape as Dimension[] });
    }
  }
  for (const input of inputs) {
    const value = readValue(input);
    if (value === undefined)
      throw unsupported("an input of unknown rank, or that is not a tensor", `input ${input.name}`);
    values.set(input.name, { ...value, shape: value.shape.map((d, axis) => d ?? `${input.name}_${axis}`) });
  }
  for (const [name, { type, shape }] of constants) values.set(name, { type, shape });
  return values;
}

/** Type and shape as stated; a dimension of which nothing is said is undefined, and so is a value of unknown rank. */
function readValue(
  info: ValueInfoProto,
): (Omit<ValueType, "shape"> & { shape: (Dimension | undefined)[] }) | undefined {
  const type = info.type?.value;
  if (type?.case !== "tensorType" || type.value.shape === undefined) return undefined;
  const where = `value ${info.name}`;
  return {
    type: elementTypeOf(type.value.elemType, where),
    shape: type.value.shape.dim.map((d) => readDimension(d, where)),
  };
}

function readDimension({ value }: TensorShapeProto["dim"][number], where: string): Dimension | undefined {
  if (value.case === "dimValue") return sizeFrom(value.value, where);
  return value.case === "dimParam" && value.value !== "" ? value.value : undefined;
}

/** Nodes without a name, or with one that is taken, get one from their first output or a number. */
function readNodes(protos: readonly NodeProto[]): Node[] {
  const taken = new Set<string>();
  return protos.map((proto, index) => {
    const wanted = proto.name || proto.output.find((name) => name !== "") || `${proto.opType}_${index}`;
    const name = taken.has(wanted) ? `${wanted}#${index}` : wanted;
    taken.add(name);
    return readNode(proto, name);
  });
}

function readNode(proto: NodeProto, name: string): Node {
  const domain = domainOf(proto.domain);
  const attributes = new Map<string, Attribute>();
  const unlisted = new Map<string, AttributeKind>();
  for (const attribute of proto.attribute) {
    const { kind, value } = readAttribute(attribute, name);
    attributes.set(attribute.name, value);
    if (attributeKind(domain, proto.opType, attribute.name) !== kind) unlisted.set(attribute.name, kind);
  }
  return {
    name,
    domain,
    operator: proto.opType,
    inputs: proto.input,
    outputs: proto.output,
    attributes: Object.fromEntries(attributes),
    ...(unlisted.size > 0 && { attributeKinds: Object.fromEntries(unlisted) }),
  };
}

/** Every value is defined once, before it is used. */
function checkNames(graph: Graph): void {
  const defined = new Set(["", ...graph.constants.keys()]);
  const define = (name: string, where: string): void => {
    if (name !== "" && defined.has(name)) throw badName("is defined twice", name, where);
    defined.add(name);
  };
  for (const name of graph.inputs) define(name, "inputs");
  for (const node of graph.nodes) {
    const missing = node.inputs.find((name) => !defined.has(name));
    if (missing !== undefined) throw badName("is used before it is defined", missing, `node ${node.name}`);
    for (const name of node.outputs) define(name, `node ${node.name}`);
  }
  const lost = graph.outputs.find((name) => name === "" || !defined.has(name));
  if (lost !== undefined) throw badName("is not defined", lost, "outputs");
}

const domainOf = (domain: string): string => (domain === "ai.onnx" ? "" : domain);

const readEntries = (entries: readonly StringStringEntryProto[]): Map<string, string> =>
  new Map(entries.map(({ key, value }) => [key, value]));

const unsupported = (what: string, where: string): RoentgenError =>
  new RoentgenError("E_ONNX_UNSUPPORTED", "the model uses what is not supported", {
    where,
    expected: "operators and types of ONNX that roentgen knows",
    received: what,
    fix: "export the model again with plain operators and static ranks",
  });

const badName = (what: string, name: string, where: string): RoentgenError =>
  new RoentgenError("E_ONNX_NAME", `value ${name === "" ? "without a name" : name} ${what}`, {
    where,
    expected: "every value named once, and made before it is used",
    received: name === "" ? "an empty name" : name,
    fix: "check the model with onnx.checker",
  });
