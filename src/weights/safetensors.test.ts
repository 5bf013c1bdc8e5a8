import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tensor } from "../graph/index.ts";
import { readSafetensors, readSafetensorsFile, writeSafetensors } from "./safetensors.ts";

const goldenPath = fileURLToPath(new URL("../../tests/golden/tensors.safetensors", import.meta.url));
const golden = new Uint8Array(readFileSync(goldenPath));

/** What generate/safetensors_file.py put into the golden file. */
const tensors = new Map<string, Tensor>([
  [
    "stem_conv1/kernel",
    { type: "float32", shape: [2, 3], data: new Float32Array([1.5, -2, 3.25, 0.1, Number.POSITIVE_INFINITY, -0]) },
  ],
  ["b/float64", { type: "float64", shape: [3], data: new Float64Array([1 / 3, 1e300, -1e-300]) }],
  ["a/float64", { type: "float64", shape: [1, 1], data: new Float64Array([0.1]) }],
  ["int64", { type: "int64", shape: [3], data: new BigInt64Array([-(2n ** 63n), 2n ** 63n - 1n, 42n]) }],
  ["int32", { type: "int32", shape: [2], data: new Int32Array([-(2 ** 31), 2 ** 31 - 1]) }],
  ["uint8", { type: "uint8", shape: [3], data: new Uint8Array([0, 127, 255]) }],
  ["int8", { type: "int8", shape: [3], data: new Int8Array([-128, 127, -1]) }],
  ["bool", { type: "bool", shape: [3], data: new Uint8Array([1, 0, 1]) }],
  ["scalar", { type: "float32", shape: [], data: new Float32Array([7]) }],
  ["empty", { type: "float32", shape: [0, 3], data: new Float32Array() }],
  ['naïve "name"\n', { type: "float32", shape: [1], data: new Float32Array([1]) }],
]);

describe("against the Python package safetensors", () => {
  it("its file is read: every name, type, shape and value", () => {
    const read = readSafetensors(golden, "tensors.safetensors");
    expect(read.metadata).toEqual({ format: "np" });
    expect(new Map(read.tensors)).toEqual(tensors);
  });

  it("the same tensors are written to the same bytes, in whatever order they come", () => {
    expect(writeSafetensors(tensors, { format: "np" })).toEqual(golden);
    expect(writeSafetensors(new Map([...tensors].reverse()), { format: "np" })).toEqual(golden);
  });

  it("a file on disk is read, one that is not there is told", async () => {
    expect((await readSafetensorsFile(goldenPath)).tensors.size).toBe(tensors.size);
    const missing = expect.objectContaining({ code: "E_FILE_UNREADABLE", exitStatus: 7 });
    await expect(readSafetensorsFile(`${goldenPath}.missing`)).rejects.toThrow(missing);
  });

  it("a file that does not lie aligned in memory is read all the same", () => {
    const shifted = new Uint8Array(golden.length + 1);
    shifted.set(golden, 1);
    expect(new Map(readSafetensors(shifted.subarray(1), "shifted").tensors)).toEqual(tensors);
  });

  it("so is one in a Buffer, whose slices are views", () => {
    const shifted = Buffer.alloc(golden.length + 1);
    shifted.set(golden, 1);
    expect(new Map(readSafetensors(shifted.subarray(1), "tensors.safetensors").tensors)).toEqual(tensors);
  });
});

const anyTensor: fc.Arbitrary<Tensor> = fc
  .tuple(fc.array(fc.nat(3), { maxLength: 4 }), fc.constantFrom("float32", "float64" as const))
  .chain(([shape, type]) => {
    const size = shape.reduce((product, each) => product * each, 1);
    const [values, array] = type === "float32" ? [fc.float(), Float32Array] : [fc.double(), Float64Array];
    return fc
      .array(values, { minLength: size, maxLength: size })
      .map((data) => ({ type, shape, data: new array(data) }) as Tensor);
  });

it("what is written comes back, names and values and texts", () => {
  const names = fc.string({ unit: "grapheme" }).filter((name) => name !== "__metadata__");
  const texts = fc.dictionary(fc.string(), fc.string()).map((each) => ({ ...each }));
  fc.assert(
    fc.property(fc.array(fc.tuple(names, anyTensor)), texts, (list, metadata) => {
      const written = new Map(list);
      const read = readSafetensors(writeSafetensors(written, metadata), "round trip");
      expect(new Map(read.tensors)).toEqual(written);
      expect(read.metadata).toEqual(metadata);
    }),
  );
});

it("the tensors begin at a multiple of 8", () => {
  for (const name of ["a", "ab", "abc", "abcdefgh"]) {
    const file = writeSafetensors(new Map([[name, tensors.get("a/float64")!]]));
    expect(new DataView(file.buffer).getBigUint64(0, true) % 8n).toBe(0n);
  }
});

it("a tensor of strings cannot be written", () => {
  expect(() => writeSafetensors(new Map([["labels", { type: "string", shape: [1], data: ["covid"] }]]))).toThrow(
    /type string/,
  );
});

/** A file with this header and so many bytes of tensors. */
function fileOf(header: string, bytes: number, length = new TextEncoder().encode(header).length): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(text, 8);
  return file;
}

const f32 = (begin: number, end: number, shape = (end - begin) / 4) =>
  `{"dtype":"F32","shape":[${shape}],"data_offsets":[${begin},${end}]}`;

describe("hostile files are refused", () => {
  it.each([
    ["shorter than the length", new Uint8Array(7), "E_SAFETENSORS_HEADER"],
    ["header beyond the file", fileOf("{}", 0, 1000), "E_SAFETENSORS_HEADER"],
    ["header of 2^53 + 1 bytes", fileOf("{}", 0, 2 ** 53), "E_SAFETENSORS_HEADER"],
    ["no UTF-8", new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 0xff]), "E_SAFETENSORS_HEADER"],
    ["no JSON", fileOf("{", 0), "E_SAFETENSORS_HEADER"],
    ["no object", fileOf("[]", 0), "E_SAFETENSORS_HEADER"],
    ["an entry that is none", fileOf('{"a":1}', 0), "E_SAFETENSORS_HEADER"],
    ["a negative size", fileOf('{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 4), "E_SAFETENSORS_HEADER"],
    ["half a size", fileOf('{"a":{"dtype":"F32","shape":[0.5],"data_offsets":[0,2]}}', 2), "E_SAFETENSORS_HEADER"],
    [
      "another field",
      fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"code":"x"}}', 4),
      "E_SAFETENSORS_HEADER",
    ],
    ["metadata that are no texts", fileOf('{"__metadata__":{"a":1}}', 0), "E_SAFETENSORS_HEADER"],
    ["an unknown type", fileOf('{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}', 4), "E_SAFETENSORS_DTYPE"],
    ["a name twice", fileOf(`{"a":${f32(0, 4)},"\\u0061":${f32(0, 4)}}`, 4), "E_SAFETENSORS_DUPLICATE"],
    [
      "a field twice",
      fileOf('{"a":{"dtype":"F64","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
      "E_SAFETENSORS_DUPLICATE",
    ],
    ["overlapping tensors", fileOf(`{"a":${f32(0, 8)},"b":${f32(4, 12)}}`, 12), "E_SAFETENSORS_OFFSETS"],
    ["the same bytes for two", fileOf(`{"a":${f32(0, 8)},"b":${f32(0, 8)}}`, 8), "E_SAFETENSORS_OFFSETS"],
    ["a gap", fileOf(`{"a":${f32(0, 4)},"b":${f32(8, 12)}}`, 12), "E_SAFETENSORS_OFFSETS"],
    ["offsets beyond the file", fileOf(`{"a":${f32(0, 8)}}`, 4), "E_SAFETENSORS_OFFSETS"],
    ["bytes of nobody at the end", fileOf(`{"a":${f32(0, 4)}}`, 5), "E_SAFETENSORS_OFFSETS"],
    ["offsets backwards", fileOf('{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}', 4), "E_SAFETENSORS_OFFSETS"],
    ["a shape of more bytes than offsets", fileOf(`{"a":${f32(0, 4, 2)}}`, 4), "E_SAFETENSORS_OFFSETS"],
  ])("%s", (_, file, code) => {
    expect(() => readSafetensors(file, "hostile")).toThrow(expect.objectContaining({ code, exitStatus: 7 }));
  });

  it("and no cut or changed byte of the header makes anything but such an error, or tensors", () => {
    fc.assert(
      fc.property(fc.nat(golden.length), fc.nat(660), fc.nat(255), (length, place, byte) => {
        const file = golden.slice(0, length);
        if (place < length) file[place] = byte;
        try {
          readSafetensors(file, "damaged");
        } catch (error) {
          expect(error).toHaveProperty("code", expect.stringMatching(/^E_SAFETENSORS_/));
        }
      }),
      { numRuns: 500 },
    );
  });
});
