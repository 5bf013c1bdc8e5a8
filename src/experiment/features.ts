/** Pooled features of a network's base for every image of a data set, streamed into a .npy: for people who only want an embedding. */
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { Dataset, LabelledImage } from "../dataset/index.ts";
import { createImagePool, type EnhanceOptions, type Pixels, readBatches, scalePixels } from "../image/index.ts";
import { FEATURES, featureGraph, INPUT, initialValues, networkNamed, variablesOf } from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { scalingOf } from "../training/index.ts";
import { formatCsv } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { npyHeader } from "../util/npy.ts";
import { stream } from "../util/random.ts";
import { writeWhole } from "../util/write.ts";
import { startValues } from "./start-values.ts";

export interface FeaturesRequest {
  readonly dataset: Dataset;
  readonly network: string;
  /** As --weights. */
  readonly weights: string;
  readonly imageSize: number;
  readonly enhance: EnhanceOptions | null;
  /** Of a random start. */
  readonly seed: number;
  readonly threads: number | undefined;
  /** A .npy; beside it a .csv says whose row is whose. */
  readonly out: string;
}

export interface FeaturesListener {
  onBytes(done: number, total: number | null): void;
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
  const { channels, featuresOf, release } = await openBase(request, listener);
  const pool = createImagePool(request.threads === undefined ? {} : { threads: request.threads });
  const partial = `${out}.part`;
  const file = await open(partial, "w");
  try {
    await file.write(npyHeader([0, channels]));
    const written: LabelledImage[] = [];
    const paths = dataset.images.map(({ path }) => resolve(dataset.root, path));
    const size = { width: request.imageSize, height: request.imageSize };
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

interface Base {
  readonly channels: number;
  featuresOf(images: readonly Pixels[]): Promise<Float32Array>;
  release(): Promise<void>;
}

async function openBase(request: FeaturesRequest, { onBytes }: FeaturesListener): Promise<Base> {
  const { network, weights, imageSize, seed, threads } = request;
  const built = networkNamed(network).build({ imageSize });
  const given = await startValues(weights, request, onBytes);
  const parameters = new Map(
    variablesOf(built).map((variable) => [
      variable.name,
      given.get(variable.name) ?? initialValues(variable, (name) => stream(seed, "initial", name)),
    ]),
  );
  const runtime = nodeRuntime(threads === undefined ? {} : { threads });
  const session = await runtime.open(featureGraph(built), { constants: parameters });
  const scaling = scalingOf({ network, pixels: "network" });
  const each = 3 * imageSize * imageSize;
  return {
    channels: built.channels,
    async featuresOf(images) {
      const tensor = new Float32Array(images.length * each);
      for (const [i, image] of images.entries()) tensor.set(scalePixels(image, scaling), i * each);
      return (await session.run(new Map([[INPUT, tensor]]))).get(FEATURES)!;
    },
    release: () => session.release(),
  };
}
