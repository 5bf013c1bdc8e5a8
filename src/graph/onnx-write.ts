/**
 * Writes an ONNX file. The values of large tensors go from their arrays into the file's bytes in one copy: protobuf's messages are made
 * without them, and the bytes around them (field numbers and lengths, https://protobuf.dev/programming-guides/encoding) are laid here.
 */
import { create, type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { RoentgenError } from "../util/error.ts";
import {
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./generated/onnx_pb.ts";
import { writeAttribute } from "./onnx-attribute.ts";
import type { OnnxModel } from "./onnx-model.ts";
import { tensorBytes, tensorHeader } from "./onnx-tensor.ts";
import { elementTypeNumber } from "./operators/elementwise.ts";
import { attributeKind } from "./operators.ts";
import { type Dimension, type Graph, irVersionFor, type Node, OPSET, type Tensor, type ValueType } from "./types.ts";

/** Pieces of a file, in order. */
type Bytes = readonly Uint8Array[];

/** What protobuf can hold. */
const LARGEST = 2 ** 31 - 1;

/**
 * Parameters with a value become initializers, the others inputs. What model and graph leave out is our own: OPSET, and the IR version that goes with it.
 * Throws E_ONNX_SIZE above 2 GB, E_ONNX_VALUE where something of the graph cannot be written.
 */
export function writeOnnx(
  model: Pick<OnnxModel, "graph"> & Partial<OnnxModel>,
  parameters: ReadonlyMap<string, Tensor> = new Map(),
): Uint8Array<ArrayBuffer> {
  const { graph, producer, description, metadata = new Map() } = model;
  const opsets = opsetsOf(graph);
  const irVersion = model.irVersion ?? irVersionFor(opsets.get("")!);
  const header = create(ModelProtoSchema, {
    irVersion: BigInt(irVersion),
    producerName: producer?.name ?? "roentgen",
    ...(producer && { producerVersion: producer.version }),
    ...(description && { docString: description }),
    opsetImport: [...opsets].map(([domain, version]) => ({ domain, version: BigInt(version) })),
    metadataProps: [...metadata].map(([key, value]) => ({ key, value })),
  });
  return join([
    encode(ModelProtoSchema, header),
    ...field(ModelProtoSchema.field.graph.number, writeGraph(graph, parameters)),
  ]);
}

function opsetsOf(graph: Graph): Map<string, number> {
  const found = new Map([["", OPSET], ...(graph.opsets ?? [])]);
  for (const { domain } of graph.nodes) if (!found.has(domain)) found.set(domain, 1);
  return found;
}

function writeGraph(graph: Graph, parameters: ReadonlyMap<string, Tensor>): Bytes {
  const trained = graph.parameters.flatMap((name): [string, Tensor][] => {
    const tensor = parameters.get(name);
    return tensor === undefined ? [] : [[name, fitting(graph, name, tensor)]];
  });
  const info = (name: string): ValueInfoProto => writeValue(name, graph.values.get(name));
  const outputs = new Set(graph.outputs);
  const inner = graph.nodes.flatMap((node) =>
    node.outputs.filter((name) => graph.values.has(name) && !outputs.has(name)),
  );
  const proto = create(GraphProtoSchema, {
    name: graph.name,
    node: graph.nodes.map(writeNode),
    input: [...graph.inputs, ...graph.parameters.filter((name) => !parameters.has(name))].map(info),
    output: graph.outputs.map(info),
    valueInfo: inner.map(info),
  });
  const initializers = [...graph.constants, ...trained].flatMap(([name, tensor]) => writeInitializer(name, tensor));
  return [encode(GraphProtoSchema, proto), ...initializers];
}

function writeInitializer(name: string, tensor: Tensor): Bytes {
  const header = encode(TensorProtoSchema, tensorHeader(tensor, name));
  const values = tensor.type === "string" ? [] : field(TensorProtoSchema.field.rawData.number, [tensorBytes(tensor)]);
  return field(GraphProtoSchema.field.initializer.number, [header, ...values]);
}

/** A parameter's value, which must have the type and shape that the graph gives it. */
function fitting(graph: Graph, name: string, tensor: Tensor): Tensor {
  const stated = graph.values.get(name);
  if (stated?.type === tensor.type && stated.shape.join() === tensor.shape.join()) return tensor;
  throw new RoentgenError("E_ONNX_VALUE", `the value of ${name} does not fit the graph`, {
    where: `graph ${graph.name}`,
    expected: `${stated?.type} ${stated?.shape.join(" x ")}`,
    received: `${tensor.type} ${tensor.shape.join(" x ")}`,
    kind: "fault",
  });
}

function writeNode(node: Node): NodeProto {
  return create(NodeProtoSchema, {
    name: node.name,
    ...(node.domain !== "" && { domain: node.domain }),
    opType: node.operator,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: Object.entries(node.attributes).map(([name, value]) => {
      const kind = node.attributeKinds?.[name] ?? attributeKind(node.domain, node.operator, name);
      if (kind === undefined) throw unknownAttribute(node, name);
      return writeAttribute(name, kind, value, node.name);
    }),
  });
}

const unknownAttribute = (node: Node, name: string): RoentgenError =>
  new RoentgenError("E_ONNX_VALUE", `the kind of attribute ${name} of ${node.operator} is not known`, {
    where: `node ${node.name}`,
    expected: "an attribute in the table of operators, or one whose kind the node states",
    received: name,
    kind: "fault",
  });

function writeValue(name: string, value: ValueType | undefined): ValueInfoProto {
  if (value === undefined) return create(ValueInfoProtoSchema, { name });
  const shape = { dim: value.shape.map(writeDimension) };
  const tensorType = { elemType: elementTypeNumber[value.type], shape };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: "tensorType", value: tensorType } } });
}

const writeDimension = (d: Dimension) =>
  typeof d === "number"
    ? { value: { case: "dimValue", value: BigInt(d) } as const }
    : { value: { case: "dimParam", value: d } as const };

function encode<Schema extends DescMessage>(schema: Schema, message: MessageShape<Schema>): Uint8Array {
  try {
    return toBinary(schema, message);
  } catch (cause) {
    throw new RoentgenError("E_ONNX_VALUE", "the graph holds what ONNX cannot", {
      received: cause instanceof Error ? cause.message : String(cause),
      kind: "fault",
      cause,
    });
  }
}

/** A field of bytes or of a message: its number, the length of what follows, and that. */
function field(number: number, content: Bytes): Bytes {
  const length = lengthOf(content);
  const head = new BinaryWriter().tag(number, WireType.LengthDelimited).uint32(length).finish();
  return [head, ...content];
}

function lengthOf(pieces: Bytes): number {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length <= LARGEST) return length;
  throw new RoentgenError("E_ONNX_SIZE", "the model is too large for an ONNX file", {
    expected: `at most ${LARGEST} bytes`,
    received: `${length} bytes`,
    fix: "take a smaller network",
  });
}

function join(pieces: Bytes): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
