/** Prepared images in a file, and the source of those that a part of the data is made of. Node's own. */
import type { Pixels } from "../image/index.ts";
import { closeRecordFile, createRecordFile, type RecordFile, readRecord, writeRecord } from "../util/record-file.ts";
import type { PixelSource } from "./pixel-source.ts";

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Plain data: it crosses to the training thread as it is. */
export interface PixelFile extends PixelSize {
  readonly file: RecordFile;
  /** Of each record: 1 or 3. */
  readonly channels: Uint8Array;
}

/** Some images of a file, by their records. */
export interface StoredPixels {
  readonly pixels: PixelFile;
  readonly records: readonly number[];
  /** Of each, as PixelSource has them. */
  readonly identities: readonly string[];
}

/** channels: the most that an image has. Throws as createRecordFile. */
export function createPixelFile(
  folder: string,
  { width, height, channels, images }: PixelSize & { readonly channels: 1 | 3; readonly images: number },
): PixelFile {
  const file = createRecordFile(folder, { records: images, bytes: width * height * channels });
  return { width, height, file, channels: new Uint8Array(images) };
}

export function writePixels({ file, channels }: PixelFile, record: number, image: Pixels): void {
  channels[record] = image.channels;
  writeRecord(file, record, image.data);
}

export const closePixelFile = ({ file }: PixelFile): void => closeRecordFile(file);

export function openPixels({ pixels, records, identities }: StoredPixels): PixelSource {
  const { width, height, file } = pixels;
  const room = new Uint8Array(file.bytes);
  return {
    width,
    height,
    read(image) {
      const record = records[image]!;
      const channels = pixels.channels[record] === 1 ? 1 : 3;
      const data = room.subarray(0, width * height * channels);
      readRecord(file, record, data);
      return { width, height, channels, data };
    },
    identity: (image) => identities[image]!,
  };
}
