/** Pooled features of a network's base for every image of a data set, streamed into a .npy: for people who only want an embedding. */
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { Dataset, LabelledImage } from "../dataset/index.ts";
import { batchesAhead, createImagePool, type EnhanceOptions } from "../image/index.ts";
import { initialParameters } from "../networks/index.ts";
import { runtimeOn } from "../runtime/index.ts";
import {
  type AskedDevice,
  type ChosenDevice,
  chooseDevice,
  openBaseFeatures,
  openFeatureStore,
} from "../training/index.ts";
import { formatCsv } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { npyHeader } from "../util/npy.ts";
import { stream } from "../util/random.ts";
import { noteUnfinished } from "../util/unfinished.ts";
import { unwritable, writeWhole } from "../util/write.ts";
import { type BaseOptions, chooseBase } from "./base/choose-base.ts";
import { type Embeddable, type Embedder, embed, isKnown, lookUp } from "./embed.ts";
import { featureCachePlan } from "./feature-shelf.ts";

export interface FeaturesRequest extends BaseOptions {
  readonly dataset: Dataset;
  readonly enhance: EnhanceOptions | null;
  readonly device: AskedDevice;
  /** Of a random start. */
  readonly seed: number;
  /** Whether features are looked up, and kept, where runs keep theirs. */
  readonly cache: boolean;
  /** A .npy; beside it a .csv says whose row is whose. */
  readonly out: string;
}

export interface FeaturesListener {
  onBytes(done: number, total: number | null): void;
  onDevice(chosen: ChosenDevice): void;
  onImage(): void;
  onUnreadable(error: RoentgenError): void;
  /** Something is wrong with the cache; all goes on. */
  onCacheProblem(problem: string): void;
}

export interface WrittenFeatures {
  readonly rows: number;
  readonly channels: number;
  /** Rows that did not have to be computed. */
  readonly cached: number;
  /** path, label, patient: a row for each of the array's. */
  readonly table: string;
}

const BATCH = 16;

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
    const { features, store, imageSize, ...base } = await openBase(request, listener);
    release = base.release;
    const { channels } = features;
    await file.write(npyHeader([0, channels]));
    const written: LabelledImage[] = [];
    const size = { width: imageSize, height: imageSize };
    const embedder = { pool, prepare: { size, enhance: request.enhance }, features, store };
    const read = ({ path }: LabelledImage) => lookUp(resolve(dataset.root, path), embedder);
    let [done, cached] = [0, 0];
    for await (const batch of batchesAhead(pool, dataset.images, BATCH, read)) {
      const readable: Embeddable[] = [];
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
      cached += readable.filter(isKnown).length;
      if (readable.length > 0) await append(file, await embed(readable, embedder));
    }
    await finish(file, [written.length, channels]);
    await rename(partial, out);
    const table = out.replace(/\.npy$/, ".csv");
    await writeWhole(table, formatCsv(["path", "label", "patient"], written.map(rowOf)));
    return { rows: written.length, channels, cached, table };
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

interface OpenedBase extends Pick<Embedder, "features" | "store"> {
  readonly imageSize: number;
  release(): Promise<void>;
}

async function openBase(request: FeaturesRequest, listener: FeaturesListener): Promise<OpenedBase> {
  const { seed, threads, dataset, enhance } = request;
  const { onBytes, onDevice, onCacheProblem } = listener;
  const { base, imageSize, scaling, load } = await chooseBase(request);
  const { values } = await load(onBytes);
  const parameters = initialParameters(base.variables, (name) => stream(seed, "initial", name), values);
  const work = { kind: "inference", source: base.graph, images: BATCH, total: dataset.images.length } as const;
  const chosen = await chooseDevice(request.device, work, threads ?? null);
  onDevice(chosen);
  const runtime = runtimeOn(chosen.device, { threads });
  const features = await openBaseFeatures(runtime, base, parameters, { scaling, imageSize });
  const plan = request.cache ? featureCachePlan({ enhance, device: chosen.device, threads: threads ?? null }) : null;
  const computing = { base, parameters, runtime, features, imageSize, scaling };
  const store = plan && (await openFeatureStore(plan, computing, onCacheProblem));
  return {
    features,
    store,
    imageSize,
    async release() {
      store?.close();
      await features.release();
    },
  };
}
