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
  float16: Uint16Array,
  bfloat16: Uint16Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int16: Int16Array,
  int8: Int8Array,
  uint64: BigUint64Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

const typesByNumber = new Map(Object.entries(elementTypeNumber).map(([type, n]) => [n, type as ElementType]));

/** The element type of ONNX's number for it. Throws E_ONNX_TYPE for one that graphs do not have (complex numbers, 8-bit floats, ...). */
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

/** Where the values of a tensor lie, in a file beside the model's. */
export interface ExternalPlace {
  /** The file, relative to the model's folder. */
  readonly location: string;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
}

/** The bytes at a place, aligned for any element type. */
export type ReadExternal = (place: ExternalPlace) => Uint8Array;

/** Reads a tensor; nothing is allocated before its values are known to be there. */
export function readTensor(proto: TensorProto, where: string, readExternal?: ReadExternal): Tensor {
  const type = elementTypeOf(proto.dataType, where);
  const shape = proto.dims.map((d) => sizeFrom(d, where));
  const size = sizeOf(shape);
  if (isExternal(proto)) return { type, shape, data: readBeside(proto, type, size, where, readExternal) };
  const data = type === "string" ? readStrings(proto) : readNumbers(proto, type, size, where);
  if (data.length !== size) throw wrongLength(where, `${size} values of ${type}`, `${data.length}`);
  return { type, shape, data };
}

const isExternal = ({ dataLocation, externalData }: TensorProto): boolean =>
  dataLocation === TensorProto_DataLocation.EXTERNAL || externalData.length > 0;

/** https://onnx.ai/onnx/repo-docs/ExternalData.html: location; offset, default 0; length, default to the end. */
function readBeside(
  { externalData }: TensorProto,
  type: ElementType,
  size: number,
  where: string,
  readExternal: ReadExternal | undefined,
): NumericData {
  const said = new Map(externalData.map(({ key, value }) => [key, value]));
  const location = said.get("location");
  const offset = Number(said.get("offset") ?? 0);
  if (readExternal === undefined || location === undefined || type === "string" || !Number.isSafeInteger(offset)) {
    throw new RoentgenError("E_ONNX_EXTERNAL", "the tensor's values lie in another file", {
      where,
      expected: "values inside the model's file",
      received: externalData.map(({ key, value }) => `${key} ${value}`).join(", "),
      fix: "save the model without external data",
    });
  }
  const length = size * arrayOf[type].BYTES_PER_ELEMENT;
  return readRaw(readExternal({ location, offset, length }), type, size, where);
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
  if (type === "uint32") return proto.uint64Data.map(Number);
  if (type === "uint64") return proto.uint64Data;
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
