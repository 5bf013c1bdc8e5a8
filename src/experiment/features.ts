/** Pooled features of a network's base for every image of a data set, streamed into a .npy: for people who only want an embedding. */
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { Dataset, LabelledImage } from "../dataset/index.ts";
import { createImagePool, type EnhanceOptions, type Pixels, readBatches } from "../image/index.ts";
import { initialParameters } from "../networks/index.ts";
import { runtimeOn } from "../runtime/index.ts";
import {
  type AskedDevice,
  type ChosenDevice,
  chooseDevice,
  openBaseFeatures,
  pixelsInMemory,
} from "../training/index.ts";
import { formatCsv } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { npyHeader } from "../util/npy.ts";
import { stream } from "../util/random.ts";
import { noteUnfinished } from "../util/unfinished.ts";
import { unwritable, writeWhole } from "../util/write.ts";
import { type BaseOptions, chooseBase } from "./base/choose-base.ts";

export interface FeaturesRequest extends BaseOptions {
  readonly dataset: Dataset;
  readonly enhance: EnhanceOptions | null;
  readonly device: AskedDevice;
  /** Of a random start. */
  readonly seed: number;
  /** A .npy; beside it a .csv says whose row is whose. */
  readonly out: string;
}

export interface FeaturesListener {
  onBytes(done: number, total: number | null): void;
  onDevice(chosen: ChosenDevice): void;
  onImage(): void;
  onUnreadable(error: RoentgenError): void;
}

export interface WrittenFeatures {
  readonly rows: number;
  readonly channels: number;
  /** path, label, patient: a row for each of the array's. */
  readonly table: string;
}

const BATCH = 8;

/** An image that cannot be read is told and has no row. Both files are whole or absent. */
export async function writeFeatures(request: FeaturesRequest, listener: FeaturesListener): Promise<WrittenFeatures> {
  const { dataset, out } = request;
  const partial = `${out}.part`;
  const forget = noteUnfinished(partial);
  const file = await open(partial, "w").catch((cause: unknown) => {
    throw unwritable(out, cause);
  });
  const pool = createImagePool({ threads: request.threads, images: dataset.images.length });
  let release = async (): Promise<void> => {};
  try {
    const { channels, imageSize, featuresOf, ...base } = await openBase(request, listener);
    release = base.release;
    await file.write(npyHeader([0, channels]));
    const written: LabelledImage[] = [];
    const paths = dataset.images.map(({ path }) => resolve(dataset.root, path));
    const size = { width: imageSize, height: imageSize };
    let done = 0;
    for await (const batch of readBatches(pool, paths, { size, enhance: request.enhance }, BATCH)) {
      const readable: Pixels[] = [];
      for (const image of batch) {
        const labelled = dataset.images[done++]!;
        listener.onImage();
        if (image instanceof RoentgenError) {
          listener.onUnreadable(image);
          continue;
        }
        readable.push(image);
        written.push(labelled);
      }
      if (readable.length > 0) await append(file, await featuresOf(readable));
    }
    await finish(file, [written.length, channels]);
    await rename(partial, out);
    const table = out.replace(/\.npy$/, ".csv");
    await writeWhole(table, formatCsv(["path", "label", "patient"], written.map(rowOf)));
    return { rows: written.length, channels, table };
  } finally {
    await file.close();
    await rm(partial, { force: true });
    forget();
    await pool.close();
    await release();
  }
}

const rowOf = ({ path, label, patient }: LabelledImage): (string | null)[] => [path, label, patient];

async function append(file: FileHandle, values: Float32Array): Promise<void> {
  await file.appendFile(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** The header with the number of rows, now that it is known. */
async function finish(file: FileHandle, shape: readonly [number, number]): Promise<void> {
  const header = npyHeader(shape);
  await file.write(header, 0, header.length, 0);
  await file.sync();
}

interface OpenedBase {
  readonly channels: number;
  readonly imageSize: number;
  featuresOf(images: readonly Pixels[]): Promise<Float32Array>;
  release(): Promise<void>;
}

async function openBase(request: FeaturesRequest, { onBytes, onDevice }: FeaturesListener): Promise<OpenedBase> {
  const { seed, threads, dataset } = request;
  const { base, imageSize, scaling, start } = await chooseBase(request, onBytes);
  const parameters = initialParameters(base.variables, (name) => stream(seed, "initial", name), start);
  const work = { kind: "inference", source: base.graph, images: BATCH, total: dataset.images.length } as const;
  const chosen = await chooseDevice(request.device, work, threads ?? null);
  onDevice(chosen);
  const runtime = runtimeOn(chosen.device, { threads });
  const features = await openBaseFeatures(runtime, base, parameters, { scaling, imageSize });
  return {
    channels: base.channels,
    imageSize,
    featuresOf: (images) => features.of(pixelsInMemory(images), [...images.keys()]),
    release: features.release,
  };
}
