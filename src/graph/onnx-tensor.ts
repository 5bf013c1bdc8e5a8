/**
 * Tensors of ONNX files: a TensorProto keeps its values as raw little-endian bytes or in one of several typed lists.
 * Raw values are read without copying where they are aligned, so a tensor may share memory with the file's bytes.
 */
import { create } from "@bufbuild/protobuf";
import { RoentgenError } from "../util/error.ts";
import { type TensorProto, TensorProto_DataLocation, TensorProtoSchema } from "./generated/onnx_pb.ts";
import { elementTypeNumber } from "./operators/elementwise.ts";
import { sizeOf } from "./tensor.ts";
import type { ElementType, Tensor, TensorData } from "./types.ts";

type NumericType = Exclude<ElementType, "string">;
type NumericData = Exclude<TensorData, readonly string[]>;

interface ArrayKind {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): NumericData;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): NumericData;
}

const arrayOf: Readonly<Record<NumericType, ArrayKind>> = {
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

const typesByNumber = new Map(Object.entries(elementTypeNumber).map(([type, n]) => [n, type as ElementType]));

/** The element type of ONNX's number for it. Throws E_ONNX_TYPE for one that graphs do not have (float16, ...). */
export function elementTypeOf(number: number, where: string): ElementType {
  const type = typesByNumber.get(number);
  if (type !== undefined) return type;
  throw new RoentgenError("E_ONNX_TYPE", "an element type that is not supported", {
    where,
    expected: Object.keys(elementTypeNumber).join(", "),
    received: `ONNX element type ${number}`,
    fix: "convert the model to float32",
  });
}

/** A size from a file: a whole number that is not negative. */
export function sizeFrom(value: bigint, where: string): number {
  if (value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  throw new RoentgenError("E_ONNX_SHAPE", "a size that cannot be", {
    where,
    expected: "0 or more",
    received: `${value}`,
    fix: "give unknown sizes a name instead of a number",
  });
}

/** Reads a tensor; nothing is allocated before its values are known to be there. */
export function readTensor(proto: TensorProto, where: string): Tensor {
  if (proto.dataLocation === TensorProto_DataLocation.EXTERNAL || proto.externalData.length > 0) {
    throw new RoentgenError("E_ONNX_EXTERNAL", "the tensor's values lie in another file", {
      where,
      expected: "values inside the model's file",
      received: proto.externalData.map(({ key, value }) => `${key} ${value}`).join(", "),
      fix: "save the model without external data",
    });
  }
  const type = elementTypeOf(proto.dataType, where);
  const shape = proto.dims.map((d) => sizeFrom(d, where));
  const size = sizeOf(shape);
  const data = type === "string" ? readStrings(proto) : readNumbers(proto, type, size, where);
  if (data.length !== size) throw wrongLength(where, `${size} values of ${type}`, `${data.length}`);
  return { type, shape, data };
}

function readNumbers(proto: TensorProto, type: NumericType, size: number, where: string): NumericData {
  const data =
    proto.rawData.length > 0 ? readRaw(proto.rawData, type, size, where) : readList(proto, type, size, where);
  return type === "bool" ? Uint8Array.from(data as Uint8Array, (v) => (v === 0 ? 0 : 1)) : data;
}

function readRaw(raw: Uint8Array, type: NumericType, size: number, where: string): NumericData {
  const ArrayType = arrayOf[type];
  const width = ArrayType.BYTES_PER_ELEMENT;
  if (raw.length !== size * width) throw wrongLength(where, `${size * width} bytes`, `${raw.length} bytes`);
  const aligned = raw.byteOffset % width === 0 ? raw : new Uint8Array(raw);
  return new ArrayType(aligned.buffer, aligned.byteOffset, size);
}

function readList(proto: TensorProto, type: NumericType, size: number, where: string): NumericData {
  const list = listOf(proto, type);
  if (list.length !== size) throw wrongLength(where, `${size} values of ${type}`, `${list.length}`);
  const data = new arrayOf[type](size);
  for (let i = 0; i < size; i++) data[i] = list[i]!;
  return data;
}

/** The list that holds values of a type when they are not raw. */
function listOf(proto: TensorProto, type: NumericType): readonly (number | bigint)[] {
  if (type === "float32") return proto.floatData;
  if (type === "float64") return proto.doubleData;
  return type === "int64" ? proto.int64Data : proto.int32Data;
}

const readStrings = (proto: TensorProto): string[] => proto.stringData.map((bytes) => new TextDecoder().decode(bytes));

const wrongLength = (where: string, expected: string, received: string): RoentgenError =>
  new RoentgenError("E_ONNX_DATA", "the tensor's values do not fit its shape", {
    where,
    expected,
    received,
    fix: "write the file again: it is damaged",
  });

/** The tensor without its numbers, which `tensorBytes` gives; strings are inside. */
export function tensorHeader(tensor: Tensor, name: string): TensorProto {
  return create(TensorProtoSchema, {
    ...(name !== "" && { name }),
    dims: tensor.shape.map(BigInt),
    dataType: elementTypeNumber[tensor.type],
    ...(isText(tensor.data) && { stringData: tensor.data.map((text) => new TextEncoder().encode(text)) }),
  });
}

/** The raw values, as a view where they are kept as they are written; none for strings. */
export function tensorBytes({ type, data: kept }: Tensor): Uint8Array {
  const data = type === "float32" && kept instanceof Float64Array ? Float32Array.from(kept) : kept;
  return isText(data) ? new Uint8Array() : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** A whole tensor, for attributes. */
export function writeTensor(tensor: Tensor): TensorProto {
  const proto = tensorHeader(tensor, "");
  if (tensor.type !== "string") proto.rawData = tensorBytes(tensor);
  return proto;
}

const isText = (data: TensorData): data is readonly string[] => Array.isArray(data);
