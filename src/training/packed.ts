/** Many arrays as one: where the work on each of them would take less time than beginning it. */
import type { Arrays } from "./arrays.ts";

export class Packed {
  /** One array behind the other. */
  readonly values: Float32Array;
  /** By name, the part of `values`. */
  readonly #parts = new Map<string, Float32Array>();

  /** sizes: of the arrays. */
  constructor(sizes: ReadonlyMap<string, number>) {
    this.values = new Float32Array([...sizes.values()].reduce((sum, size) => sum + size, 0));
    let start = 0;
    for (const [name, size] of sizes) {
      this.#parts.set(name, this.values.subarray(start, start + size));
      start += size;
    }
  }

  /** The part of a name in another array of this one's form. */
  partOf(values: Float32Array, name: string): Float32Array {
    const { byteOffset, length } = this.#parts.get(name)!;
    const start = byteOffset / Float32Array.BYTES_PER_ELEMENT;
    return values.subarray(start, start + length);
  }

  /** Copies the arrays of these names in. */
  gather(arrays: Arrays): void {
    for (const [name, part] of this.#parts) part.set(arrays.get(name)!);
  }

  /** Copies them out. */
  scatter(arrays: Arrays): void {
    for (const [name, part] of this.#parts) arrays.get(name)!.set(part);
  }
}
