/** Rows of features for image files: those that the cache knows are neither decoded nor computed. */
import { sha256OfFile } from "../dataset/index.ts";
import { type ImagePool, onlyUnreadable, type Pixels, type PrepareOptions } from "../image/index.ts";
import { type BaseFeatures, type FeatureStore, pixelsInMemory, rowKey } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";

export interface Embedder {
  readonly pool: ImagePool;
  readonly prepare: PrepareOptions;
  readonly features: BaseFeatures;
  /** null: everything is computed. */
  readonly store: FeatureStore | null;
}

/** An image on its way: its row, or its pixels. */
export interface Embeddable {
  /** In the store; null: it is not kept. */
  readonly key: Uint8Array | null;
  readonly found: Float32Array | Pixels;
}

/** Gives the error of an image that cannot be read. */
export async function lookUp(
  path: string,
  { pool, prepare, features, store }: Embedder,
): Promise<Embeddable | RoentgenError> {
  const key = store && (await keyOf(path));
  const row = new Float32Array(features.channels);
  if (store && key && store.read(key, row)) return { key, found: row };
  const pixels = await pool.prepare(path, prepare).catch(onlyUnreadable);
  return pixels instanceof RoentgenError ? pixels : { key, found: pixels };
}

/** null where the file cannot be read, which preparing it tells better. */
const keyOf = (path: string): Promise<Uint8Array | null> =>
  sha256OfFile(path).then(rowKey, (error: unknown) => {
    if (error instanceof RoentgenError) return null;
    throw error;
  });

/** [images, channels] */
export async function embed(
  images: readonly Embeddable[],
  { features, store }: Pick<Embedder, "features" | "store">,
): Promise<Float32Array> {
  const { channels } = features;
  const rows = new Float32Array(images.length * channels);
  const pixels: Pixels[] = [];
  const places: number[] = [];
  for (const [place, { found }] of images.entries()) {
    if (found instanceof Float32Array) rows.set(found, place * channels);
    else places[pixels.push(found) - 1] = place;
  }
  if (pixels.length === 0) return rows;
  const computed = await features.of(pixelsInMemory(pixels), [...pixels.keys()]);
  for (const [i, place] of places.entries()) {
    const row = computed.subarray(i * channels, (i + 1) * channels);
    rows.set(row, place * channels);
    const { key } = images[place]!;
    if (key !== null) store?.add([key], row);
  }
  return rows;
}

export const isKnown = ({ found }: Embeddable): boolean => found instanceof Float32Array;
