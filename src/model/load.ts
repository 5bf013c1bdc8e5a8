/** From a model file to a model that predicts, proven by its golden vectors. */
import { readFile } from "node:fs/promises";
import { type Graph, type OnnxModel, readOnnx } from "../graph/index.ts";
import { type Pixels, type PrepareOptions, toRgb } from "../image/index.ts";
import type { Runtime, Session } from "../runtime/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { Precision } from "../util/precision.ts";
import { systemText } from "../util/system-text.ts";
import { IMAGE, LOGIT, PROBABILITY } from "./assemble.ts";
import { descriptionSchema, METADATA_KEY, type ModelDescription } from "./description.ts";
import { fingerprint } from "./fingerprint.ts";
import { agrees, goldenDifference, goldenImage } from "./golden.ts";
import { type Judgement, judgementOf } from "./judgement.ts";
import { answersOf, fixedBatch } from "./run.ts";

export interface Model {
  readonly description: ModelDescription;
  /** How an image must be prepared. */
  readonly prepare: PrepareOptions;
  /** A judgement of each image, in their order; any number of images, prepared as told. */
  predict(images: readonly Pixels[]): Promise<Judgement[]>;
  /** Of each image the network's own logits, which judgementOf makes judgements of. */
  logits(images: readonly Pixels[]): Promise<Float32Array[]>;
  release(): Promise<void>;
}

/** Images that the network takes at once. More are no faster on a processor, and while it runs, this thread gives none to others to prepare. */
export const BATCH = 8;

/**
 * Throws E_MODEL_FILE for what is no model of ours, E_ONNX_* for a file that is damaged, E_MODEL_GOLDEN for a model that does not give
 * the answers that it was exported with, E_MODEL_CHANGED for one that does, with other tensors.
 */
export async function loadModel(path: string, runtime: Runtime): Promise<Model> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw notAModel(path, systemText(cause), cause.code === "ENOENT" ? "usage" : "model");
  });
  return openModel(bytes, runtime, path);
}

/** A model from the bytes of its file. path: for errors. */
export async function openModel(bytes: Uint8Array, runtime: Runtime, path: string): Promise<Model> {
  const { graph, metadata } = parse(bytes, path);
  const description = describe(metadata, path);
  requireSignature(graph, description, path);
  const session = await runtime.open(graph, { file: bytes }).catch((cause: Error) => {
    throw notAModel(path, `a graph that the runtime refuses: ${cause.message}`);
  });
  try {
    await prove(session, description, fixedBatch(graph), path);
    requireFingerprint(graph, description, path);
  } catch (error) {
    await session.release();
    throw error;
  }
  return modelOf(session, description, fixedBatch(graph));
}

function modelOf(session: Session, description: ModelDescription, batch: number | undefined): Model {
  const { width, height, channels, enhance } = description.image;
  const logitsOf = async (images: readonly Pixels[]): Promise<Float32Array[]> => {
    const answers = await answersOf(session, channels === 3 ? images.map(toRgb) : images, batch);
    return answers.map(({ logit }) => logit);
  };
  const logits = async (images: readonly Pixels[]): Promise<Float32Array[]> => {
    const rows: Float32Array[] = [];
    for (let i = 0; i < images.length; i += BATCH) rows.push(...(await logitsOf(images.slice(i, i + BATCH))));
    return rows;
  };
  return {
    description,
    prepare: { size: { width, height }, enhance },
    predict: async (images) => (await logits(images)).map((row) => judgementOf(description, row)),
    logits,
    release: () => session.release(),
  };
}

function parse(bytes: Uint8Array, path: string): OnnxModel {
  try {
    return readOnnx(bytes);
  } catch (error) {
    if (!(error instanceof RoentgenError)) throw error;
    const { code, message, details } = error;
    const where = details.where === undefined ? path : `${path}, ${details.where}`;
    throw new RoentgenError(code, message, { ...details, kind: "model", where });
  }
}

function describe(metadata: OnnxModel["metadata"], path: string): ModelDescription {
  const text = metadata.get(METADATA_KEY);
  if (text === undefined) throw notAModel(path, "an ONNX file without that metadata");
  try {
    return descriptionSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw notAModel(path, `metadata that cannot be read: ${(cause as Error).message}`); // JSON and zod throw Errors only
  }
}

/** The graph takes and gives what the metadata says. */
function requireSignature({ inputs, outputs, values }: Graph, { image }: ModelDescription, path: string): void {
  const input = inputs
    .map((name) => `${name}: ${values.get(name)!.type} ${values.get(name)!.shape.join(" x ")}`)
    .join();
  const batch = /^image: uint8 (N|\d+) /.exec(input)?.[1] ?? "N";
  const expected = `${IMAGE}: uint8 ${batch} x ${image.channels} x ${image.height} x ${image.width}`;
  if (input === expected && [PROBABILITY, LOGIT].every((name) => outputs.includes(name))) return;
  throw notAModel(path, `input ${input}; outputs ${outputs.join(", ")}`);
}

/** The logits are those that it was exported with, and the probabilities what the description makes of them. */
async function prove(
  session: Session,
  description: ModelDescription,
  batch: number | undefined,
  path: string,
): Promise<void> {
  const { golden, image, precision } = description;
  const images = golden.logits.map((_, n) => goldenImage(n, image));
  const answers = await answersOf(session, images, batch);
  const probabilities = answers.map(({ logit }) => probabilitiesOf(description, logit));
  requireSame(
    "logits",
    golden.logits,
    answers.map(({ logit }) => logit),
    precision?.kind,
    path,
  );
  requireSame(
    "probabilities",
    probabilities,
    answers.map(({ probability }) => probability),
    precision?.kind,
    path,
  );
}

/** As the graph has them: of a sigmoid NAME's alone. */
function probabilitiesOf(description: ModelDescription, logit: Float32Array): readonly number[] {
  const { probabilities } = judgementOf(description, logit);
  return description.positive === null ? probabilities : probabilities.slice(1);
}

function requireSame(
  what: string,
  expected: readonly (readonly number[])[],
  received: readonly Float32Array[],
  precision: Precision | undefined,
  path: string,
): void {
  const difference = goldenDifference(expected, received);
  if (agrees(difference, precision)) return;
  const written = (rows: readonly Iterable<number>[]): string => rows.map((row) => [...row].join(", ")).join("; ");
  throw new RoentgenError("E_MODEL_GOLDEN", "the model disagrees with its golden vectors", {
    kind: "model",
    where: path,
    expected: `${what} ${written(expected)}`,
    received: `${written(received)} (off by ${difference.toExponential(1)} of the largest)`,
    fix: "take the file from the run again; if it is the same, this machine's runtime does not compute the model as it should",
  });
}

function requireFingerprint({ constants }: Graph, { fingerprint: expected }: ModelDescription, path: string): void {
  const received = fingerprint(constants);
  if (received === expected) return;
  throw new RoentgenError("E_MODEL_CHANGED", "the model was changed since it was exported", {
    kind: "model",
    where: path,
    expected: `tensors with the fingerprint ${expected}`,
    received,
    fix: "take the file from the run again",
  });
}

function notAModel(path: string, received: string, kind: "model" | "usage" = "model"): RoentgenError {
  return new RoentgenError("E_MODEL_FILE", "this is not a model of roentgen", {
    kind,
    where: path,
    expected: "a model.onnx that roentgen train wrote, with its own metadata inside",
    received,
    fix: "give the model.onnx of a run, or the run's folder",
  });
}
