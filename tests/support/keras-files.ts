/** The files of tests/golden/keras-files.br, on disk while the tests of a file run. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll } from "vitest";
import { readSafetensors } from "../../src/weights/safetensors.ts";

const packed = readFileSync(new URL("../golden/keras-files.br", import.meta.url));
const files = readSafetensors(brotliDecompressSync(packed), "keras-files.br").tensors;

/** A file's bytes, a copy. */
export function kerasFile(name: string): Uint8Array<ArrayBuffer> {
  const { data } = files.get(name)!;
  return new Uint8Array(data as Uint8Array);
}

/** A folder, removed after the tests, and a function that writes a file into it and gives the path. */
export function weightFolder(): (name: string, bytes?: Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), "roentgen-weights-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, bytes = kerasFile(name)) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
}
