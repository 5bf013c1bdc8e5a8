/** From somebody's ONNX file to a base: its features are found, and seen on images, because few files state their shapes. */
import { basename, extname } from "node:path";
import type { Dimension, ValueType } from "../../graph/index.ts";
import {
  type Base,
  type Encoder,
  encoderAlone,
  encoderBase,
  encoderOf,
  FEATURES,
  findFeatures,
  INPUT,
  type Pooling,
} from "../../networks/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { stream } from "../../util/random.ts";
import { type EncoderFile, inFile, readEncoderFile } from "./encoder-file.ts";

export interface EncoderWishes {
  /** As --features; undefined: found. */
  readonly features: string | undefined;
  readonly pooling: Pooling;
  /** undefined: what the file fixes, else 224. */
  readonly imageSize: number | undefined;
}

export interface OpenedEncoder {
  readonly file: EncoderFile;
  readonly base: Base;
  readonly imageSize: number;
  /** Of the value that is pooled. */
  readonly features: ValueType & { readonly name: string };
  /** Of features that are tokens. */
  readonly pooling: Pooling;
}

const IMAGE_SIZE = 224;

/** Throws E_ENCODER_* for what cannot be used as a frozen base, and what readEncoderFile throws. */
export function openEncoder(path: string, wishes: EncoderWishes, runtime: Runtime): Promise<OpenedEncoder> {
  return open(path, wishes, runtime).catch((error: Error) => {
    throw error instanceof RoentgenError ? inFile(error, path) : refused(error, path);
  });
}

async function open(path: string, wishes: EncoderWishes, runtime: Runtime): Promise<OpenedEncoder> {
  const file = readEncoderFile(path);
  const encoder = encoderOf(file.graph, findFeatures(file.graph, wishes.features));
  const imageSize = sizeOf(encoder, wishes.imageSize);
  const { batch: stated } = encoder.input;
  const fixed = typeof stated === "number" ? stated : undefined;
  const seen = await look(encoder, imageSize, fixed ?? 2, runtime);
  const name = basename(path, extname(path));
  const build = (batch: Dimension): Base =>
    encoderBase(encoder, { name, pooling: wishes.pooling, imageSize, batch }, seen);
  const base = fixed === undefined ? build("N") : await freed(build, fixed, runtime);
  return { file, base, imageSize, features: { name: encoder.features, ...seen }, pooling: wishes.pooling };
}

function sizeOf({ input }: Encoder, wished: number | undefined): number {
  if (input.imageSize === null || wished === undefined || wished === input.imageSize)
    return input.imageSize ?? wished ?? IMAGE_SIZE;
  throw new RoentgenError("E_IMAGE_SIZE", "the encoder takes images of one size only", {
    kind: "usage",
    expected: `--image-size ${input.imageSize}`,
    received: `${wished}`,
    fix: "leave --image-size out",
  });
}

/** What the features are, seen on blank images. */
async function look(encoder: Encoder, imageSize: number, batch: number, runtime: Runtime): Promise<ValueType> {
  const graph = encoderAlone(encoder, { imageSize, batch });
  const session = await runtime.open(graph);
  try {
    const blank = new Float32Array(batch * encoder.input.planes * imageSize ** 2);
    return (await session.typesOf(new Map([[INPUT, blank]]))).get(graph.outputs[0]!)!;
  } finally {
    await session.release();
  }
}

/** ONNX Runtime throws Errors of its own. */
const refused = (cause: Error, path: string): RoentgenError =>
  new RoentgenError("E_ENCODER_REFUSED", "the runtime does not run the encoder", {
    kind: "weights",
    where: path,
    expected: "a model that ONNX Runtime runs",
    received: cause.message,
    fix: "check the model with onnx.checker; try another --image-size, or export the model again",
    cause,
  });

/** For any number of images, if the encoder then says the same of each: many exporters fix a batch that the model does not need. */
async function freed(build: (batch: Dimension) => Base, fixed: number, runtime: Runtime): Promise<Base> {
  const [base, free] = [build(fixed), build("N")];
  const [images, each] = noise(base, fixed + 1);
  const { channels } = base;
  try {
    const all = await run(free, images, runtime);
    const first = await run(base, images.subarray(0, fixed * each), runtime);
    const last = await run(base, images.subarray(each), runtime);
    return agree(all.subarray(0, fixed * channels), first) && agree(all.subarray(channels), last) ? free : base;
  } catch {
    return base; // the runtime refuses another batch
  }
}

/** Images as the encoder takes them, and the values of one. */
function noise({ graph }: Base, count: number): [images: Float32Array, each: number] {
  const [, ...sizes] = graph.values.get(INPUT)!.shape as [Dimension, ...number[]]; // encoderBase gives numbers
  const each = sizes.reduce((a, b) => a * b, 1);
  const random = stream(1, "encoder");
  return [Float32Array.from({ length: count * each }, () => random.next()), each];
}

async function run({ graph }: Base, images: Float32Array, runtime: Runtime): Promise<Float32Array> {
  const session = await runtime.open(graph);
  try {
    return (await session.run(new Map([[INPUT, images]]))).get(FEATURES)!;
  } finally {
    await session.release();
  }
}

/** Rounding apart. */
function agree(values: Float32Array, expected: Float32Array): boolean {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return expected.every((value, i) => Math.abs(value - values[i]!) <= 1e-4 * largest);
}
