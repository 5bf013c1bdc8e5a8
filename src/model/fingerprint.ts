/** Golden vectors notice what two images see of a model; its fingerprint notices every bit of its tensors. */
import { createHash } from "node:crypto";
import type { Tensor, TensorData } from "../graph/index.ts";
import { compareBytes } from "../util/bytes.ts";

/**
 * SHA-256, in hexadecimal digits, of a file's initializers in byte order of their names: for each [name, type, shape] as JSON without
 * spaces, a line feed, and the values in little endian.
 */
export function fingerprint(tensors: ReadonlyMap<string, Tensor>): string {
  const hash = createHash("sha256");
  for (const name of [...tensors.keys()].sort(compareBytes)) {
    const { type, shape, data } = tensors.get(name)!;
    hash.update(`${JSON.stringify([name, type, shape])}\n`).update(bytesOf(data));
  }
  return hash.digest("hex");
}

function bytesOf(data: TensorData): Uint8Array | string {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : JSON.stringify(data);
}
