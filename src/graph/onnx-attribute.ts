/** Attributes of ONNX nodes. Seven of ONNX's kinds exist in our graphs; subgraphs and lists of tensors do not. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { RoentgenError } from "../util/error.ts";
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as Type,
} from "./generated/onnx_pb.ts";
import { readTensor, writeTensor } from "./onnx-tensor.ts";
import type { Attribute, AttributeKind, Tensor } from "./types.ts";

interface Coding {
  readonly type: Type;
  readonly read: (proto: AttributeProto, where: string) => Attribute;
  readonly write: (value: Attribute, where: string) => MessageInitShape<typeof AttributeProtoSchema>;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

// The casts below state what the kind says: a value of another type is a fault of who made the node.
const codings: Readonly<Record<AttributeKind, Coding>> = {
  int: {
    type: Type.INT,
    read: (p, where) => whole(p.i, where),
    write: (v, where) => ({ i: integer(v as number, where) }),
  },
  float: { type: Type.FLOAT, read: (p) => p.f, write: (v) => ({ f: v as number }) },
  string: { type: Type.STRING, read: (p) => decode(p.s), write: (v) => ({ s: encode(v as string) }) },
  ints: {
    type: Type.INTS,
    read: (p, where) => p.ints.map((i) => whole(i, where)),
    write: (v, where) => ({ ints: (v as readonly number[]).map((i) => integer(i, where)) }),
  },
  floats: { type: Type.FLOATS, read: (p) => p.floats, write: (v) => ({ floats: [...(v as readonly number[])] }) },
  strings: {
    type: Type.STRINGS,
    read: (p) => p.strings.map(decode),
    write: (v) => ({ strings: (v as readonly string[]).map(encode) }),
  },
  tensor: {
    type: Type.TENSOR,
    read: (p, where) => readTensor(p.t ?? missing(where), where),
    write: (v) => ({ t: writeTensor(v as Tensor) }),
  },
};

const kinds = new Map(Object.entries(codings).map(([kind, { type }]) => [type, kind as AttributeKind]));

/** Throws E_ONNX_UNSUPPORTED for a kind that graphs do not have. */
export function readAttribute(proto: AttributeProto, node: string): { kind: AttributeKind; value: Attribute } {
  const where = `node ${node}, attribute ${proto.name}`;
  const kind = proto.refAttrName === "" ? kinds.get(proto.type) : undefined;
  if (kind === undefined) {
    throw new RoentgenError("E_ONNX_UNSUPPORTED", "an attribute of a kind that is not supported", {
      where,
      expected: [...kinds.values()].join(", "),
      received:
        proto.refAttrName === "" ? (Type[proto.type] ?? `${proto.type}`) : "a reference to a function's attribute",
      fix: "export the model without control flow and functions",
    });
  }
  return { kind, value: codings[kind].read(proto, where) };
}

export function writeAttribute(name: string, kind: AttributeKind, value: Attribute, node: string): AttributeProto {
  const { type, write } = codings[kind];
  return create(AttributeProtoSchema, { name, type, ...write(value, `node ${node}, attribute ${name}`) });
}

function whole(value: bigint, where: string): number {
  if (Number.isSafeInteger(Number(value))) return Number(value);
  throw unsafe(where, `${value}`);
}

function integer(value: number, where: string): bigint {
  if (Number.isSafeInteger(value)) return BigInt(value);
  throw unsafe(where, `${value}`);
}

const unsafe = (where: string, received: string): RoentgenError =>
  new RoentgenError("E_ONNX_NUMBER", "an attribute is not a whole number that can be held exactly", {
    where,
    expected: "a whole number of at most 53 bits",
    received,
    fix: "check the model with onnx.checker",
  });

function missing(where: string): never {
  throw new RoentgenError("E_ONNX_DATA", "a tensor attribute without a tensor", {
    where,
    expected: "a tensor",
    received: "nothing",
    fix: "check the model with onnx.checker",
  });
}
