/**
 * Safetensors: tensors with their names in one file that cannot run code (github.com/huggingface/safetensors, "Format").
 *
 * 8 bytes: length of the header, unsigned, little-endian. The header: JSON, name -> { dtype, shape, data_offsets: [begin, end] },
 * and "__metadata__": texts by name; padded with spaces to a multiple of 8. Then the tensors' bytes, little-endian, in C order,
 * with no gap, offsets counted from the end of the header. Written in the order of the reference implementation (element types
 * from wide to narrow, then names in byte order), so that the same tensors give the same bytes. Typed arrays are taken to be
 * little-endian, as on every machine that Node and browsers run on.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { ElementType, Tensor, TensorData } from "../graph/index.ts";
import { RoentgenError } from "../util/error.ts";
import { duplicateKey } from "./json-keys.ts";
import { unreadableWeights } from "./unreadable.ts";

export interface Safetensors {
  /** In the order of their bytes. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Dtype {
  readonly dtype: string;
  readonly type: ElementType;
  readonly bytes: number;
  readonly view: (buffer: ArrayBufferLike, byteOffset: number, length: number) => TensorData;
}

/** What the format and our tensors both have, in the order of writing. */
const DTYPES: readonly Dtype[] = [
  { dtype: "I64", type: "int64", bytes: 8, view: (...place) => new BigInt64Array(...place) },
  { dtype: "F64", type: "float64", bytes: 8, view: (...place) => new Float64Array(...place) },
  { dtype: "F32", type: "float32", bytes: 4, view: (...place) => new Float32Array(...place) },
  { dtype: "I32", type: "int32", bytes: 4, view: (...place) => new Int32Array(...place) },
  { dtype: "I8", type: "int8", bytes: 1, view: (...place) => new Int8Array(...place) },
  { dtype: "U8", type: "uint8", bytes: 1, view: (...place) => new Uint8Array(...place) },
  { dtype: "BOOL", type: "bool", bytes: 1, view: (...place) => new Uint8Array(...place) },
];

const LENGTH_BYTES = 8;
/** The reference implementation's limit. */
const LONGEST_HEADER = 100_000_000;
const METADATA = "__metadata__";

/** The bytes of a file. Throws on tensors of strings, which the format does not have. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const pieces = safetensorsPieces(tensors, metadata);
  const file = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    file.set(piece, at);
    at += piece.length;
  }
  return file;
}

/** The bytes of a file in pieces, one after the other: a header and the tensors themselves, not copied. */
export function safetensorsPieces(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  const ordered = [...tensors]
    .map(([name, tensor]) => ({ name, tensor, bytes: bytesOf(name, tensor) }))
    .sort(inFileOrder);
  const entries = Object.keys(metadata).length === 0 ? [] : [entry(METADATA, sortedByName(metadata))];
  let end = 0;
  for (const { name, tensor, bytes } of ordered) {
    const begin = end;
    end += bytes.length;
    entries.push(
      entry(name, { dtype: DTYPES[rankOf(tensor)]!.dtype, shape: tensor.shape, data_offsets: [begin, end] }),
    );
  }
  return [headerWith(`{${entries.join(",")}}`), ...ordered.map(({ bytes }) => bytes)];
}

/** Its length, its text, and spaces up to a multiple of 8. */
function headerWith(json: string): Uint8Array {
  const text = new TextEncoder().encode(json);
  const length = text.length + (-text.length & 7);
  const header = new Uint8Array(LENGTH_BYTES + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(text, LENGTH_BYTES);
  return header;
}

/** The tensors of a file. where: its name, for errors. Nothing in the header is believed before it is checked. */
export function readSafetensors(file: Uint8Array, where: string): Safetensors {
  const { text, end } = headerOf(file, where);
  const { [METADATA]: metadata = {}, ...rest } = parseHeader(text, where);
  const entries = Object.entries(rest).map(([name, value]) => checkedEntry(name, value, where));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  requireNoGaps(entries, file.length - end, where);
  const tensors = new Map(entries.map((each) => [each.name, tensorOf(each, file.subarray(end))]));
  return { tensors, metadata: checkedMetadata(metadata, where) };
}

/** The tensors of a file on disk. */
export async function readSafetensorsFile(path: string): Promise<Safetensors> {
  const file = await readFile(path).catch(unreadableWeights(path));
  return readSafetensors(file, path);
}

function bytesOf(name: string, { type, data }: Tensor): Uint8Array {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError(`${name} is a tensor of type ${type}, which safetensors does not have`);
}

interface WrittenTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

function inFileOrder(a: WrittenTensor, b: WrittenTensor): number {
  return rankOf(a.tensor) - rankOf(b.tensor) || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
}

function rankOf({ type }: Tensor): number {
  return DTYPES.findIndex((each) => each.type === type);
}

/** Written one by one, as an object of ours would put names like "1" first. */
function entry(name: string, value: unknown): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

function sortedByName(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The header's text, and where the tensors begin. */
function headerOf(file: Uint8Array, where: string): { text: string; end: number } {
  if (file.length < LENGTH_BYTES)
    throw broken("HEADER", "the file is too short for a header", where, `${file.length} bytes`);
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  const end = LENGTH_BYTES + Number(length);
  if (length > LONGEST_HEADER || end > file.length) {
    throw broken("HEADER", "the header is longer than the file, or than the format allows", where, `${length} bytes`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file.subarray(LENGTH_BYTES, end));
    return { text, end };
  } catch (cause) {
    throw broken("HEADER", "the header is not UTF-8", where, "other bytes", cause);
  }
}

function parseHeader(text: string, where: string): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw broken("HEADER", "the header is not JSON", where, text.slice(0, 40), cause);
  }
  if (!text.startsWith("{")) throw broken("HEADER", "the header is not a JSON object", where, text.slice(0, 40));
  const twice = duplicateKey(text);
  if (twice !== undefined) throw broken("DUPLICATE", `the name "${twice}" stands twice`, where, twice);
  return header as Record<string, unknown>; // an object, as it starts with a brace
}

const count = z.int().nonnegative();
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(count),
  data_offsets: z.tuple([count, count]),
});

interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function checkedEntry(name: string, value: unknown, where: string): Entry {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) throw broken("HEADER", `the entry of ${name} is malformed`, where, JSON.stringify(value));
  const {
    shape,
    data_offsets: [begin, end],
  } = parsed.data;
  const dtype = DTYPES.find((each) => each.dtype === parsed.data.dtype);
  if (!dtype) throw unknownType(name, parsed.data.dtype, where);
  const needed = shape.reduce((product, size) => product * size, dtype.bytes);
  if (end - begin !== needed) {
    throw broken(
      "OFFSETS",
      `${name} needs ${needed} bytes, its offsets hold ${end - begin}`,
      where,
      `[${begin}, ${end}]`,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** Every byte belongs to one tensor: so offsets neither overlap nor leave the file. entries: by their offsets. */
function requireNoGaps(entries: readonly Entry[], length: number, where: string): void {
  let end = 0;
  for (const entry of entries) {
    if (entry.begin !== end) {
      throw broken(
        "OFFSETS",
        `${entry.name} begins at ${entry.begin}, where ${end} is due`,
        where,
        "an overlap or a gap",
      );
    }
    end = entry.end;
  }
  if (end !== length)
    throw broken(
      "OFFSETS",
      `the header tells of ${end} bytes of tensors`,
      where,
      `${length} bytes: cut off, or longer`,
    );
}

/** A view of the file's bytes where the alignment allows, else a copy. */
function tensorOf({ dtype, shape, begin, end }: Entry, data: Uint8Array): Tensor {
  const bytes = data.subarray(begin, end);
  const aligned = bytes.byteOffset % dtype.bytes === 0 ? bytes : new Uint8Array(bytes);
  return { type: dtype.type, shape, data: dtype.view(aligned.buffer, aligned.byteOffset, bytes.length / dtype.bytes) };
}

/** By hand, as a zod record loses a name like "__proto__". */
function checkedMetadata(metadata: unknown, where: string): Record<string, string> {
  const isObject = typeof metadata === "object" && metadata !== null && !Array.isArray(metadata);
  if (isObject && Object.values(metadata).every((text) => typeof text === "string")) {
    return metadata as Record<string, string>; // as just checked
  }
  throw broken("HEADER", "the metadata is not texts by name", where, JSON.stringify(metadata));
}

function unknownType(name: string, dtype: string, where: string): RoentgenError {
  return new RoentgenError("E_SAFETENSORS_DTYPE", `${name} has an element type that is not supported`, {
    kind: "weights",
    where,
    expected: DTYPES.map((each) => each.dtype).join(", "),
    received: dtype,
    fix: "save the tensors as F32",
  });
}

function broken(
  code: "HEADER" | "DUPLICATE" | "OFFSETS",
  message: string,
  where: string,
  received: string,
  cause?: unknown,
): RoentgenError {
  return new RoentgenError(`E_SAFETENSORS_${code}`, message, {
    kind: "weights",
    where,
    expected: "a file as the safetensors format says",
    received,
    fix: "get or write the file again",
    cause,
  });
}
