/**
 * From a file to the pixels that a network or a person gets: decode, resize, enhance, in this order.
 */
import { decodeFile } from "./decode.ts";
import { type EnhanceOptions, enhance } from "./enhance.ts";
import type { Pixels } from "./pixels.ts";
import { resize } from "./resize.ts";

export interface PrepareOptions {
  /** In pixels; null keeps the file's own. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** null leaves the image as it is. */
  readonly enhance: EnhanceOptions | null;
}

/** Errors as decodeFile. */
export async function prepare(path: string, options: PrepareOptions): Promise<Pixels> {
  const decoded = await decodeFile(path);
  const resized = options.size === null ? decoded : resize(decoded, options.size.width, options.size.height);
  return options.enhance === null ? resized : enhance(resized, options.enhance);
}
