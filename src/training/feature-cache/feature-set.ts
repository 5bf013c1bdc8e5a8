/** What a set of cached features has in common, and what tells one row of it from another. */
import { hash } from "node:crypto";
import { z } from "zod";
import { sha256Text } from "../../util/sha256.ts";

/** Rows of different sets are never mixed: whatever could change one bit of a feature, but for the image and its augmentation, stands here. */
export const featureSetSchema = z.strictObject({
  version: z.literal(1),
  network: z.string(),
  /** Of the network's images. */
  imageSize: z.int().positive(),
  channels: z.int().positive(),
  /** SHA-256 of the graph as text, and of every value in it. */
  graph: sha256Text,
  weights: sha256Text,
  /** From pixels of 0..255 to what the network is given. */
  scaling: z.json(),
  /** How images are prepared, what computes, its versions and threads. */
  made: z.record(z.string(), z.json()),
});

export type FeatureSet = z.infer<typeof featureSetSchema>;

/** 16 hexadecimal digits that stand for the set. */
export const setName = (set: FeatureSet): string => hash("sha256", textOf(set)).slice(0, 16);

/** One line, the same for the same set. */
export const textOf = (set: FeatureSet): string => JSON.stringify(featureSetSchema.parse(set));

export const KEY_BYTES = 16;

/** identity: of the image (its file's SHA-256); augmentation: as drawn, plain data; undefined: the image as it is. */
export function rowKey(identity: string, augmentation?: object): Uint8Array {
  return hash("sha256", JSON.stringify([identity, augmentation ?? null]), "buffer").subarray(0, KEY_BYTES);
}
