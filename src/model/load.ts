/** From a model file to a model that predicts, proven by its golden vectors. */
import { readFile } from "node:fs/promises";
import { type Graph, readOnnx } from "../graph/index.ts";
import { type Pixels, type PrepareOptions, toRgb } from "../image/index.ts";
import type { Runtime, Session } from "../runtime/index.ts";
import { RoentgenError } from "../util/error.ts";
import { IMAGE, LOGIT, PROBABILITY } from "./assemble.ts";
import { descriptionSchema, METADATA_KEY, type ModelDescription } from "./description.ts";
import { agrees, goldenDifference, goldenImage } from "./golden.ts";
import { type Judgement, judgementOf } from "./judgement.ts";
import { logitsOf } from "./run.ts";

export interface Model {
  readonly description: ModelDescription;
  /** How an image must be prepared. */
  readonly prepare: PrepareOptions;
  /** One judgement for each image, all prepared as told. */
  predict(images: readonly Pixels[]): Promise<Judgement[]>;
  release(): Promise<void>;
}

/**
 * Throws E_MODEL_FILE for what is no model of ours, E_ONNX_* for a file that is damaged, E_MODEL_GOLDEN for a model that does not give
 * the answers that it was exported with.
 */
export async function loadModel(path: string, runtime: Runtime): Promise<Model> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw notAModel(path, cause.message);
  });
  const { graph, metadata } = parse(bytes, path);
  const description = describe(metadata, path);
  requireSignature(graph, path);
  const session = await runtime.open(graph, { file: bytes });
  await prove(session, description, path);
  const { width, height, channels, enhance } = description.image;
  return {
    description,
    prepare: { size: { width, height }, enhance },
    async predict(images) {
      const fitting = channels === 3 ? images.map(toRgb) : images;
      const logits = await logitsOf(session, fitting);
      return images.map((_, n) => judgementOf(description, rowOf(logits, n, images.length)));
    },
    release: () => session.release(),
  };
}

const rowOf = (logits: Float32Array, n: number, count: number): Float32Array =>
  logits.subarray((n * logits.length) / count, ((n + 1) * logits.length) / count);

function parse(bytes: Uint8Array, path: string): ReturnType<typeof readOnnx> {
  try {
    return readOnnx(bytes);
  } catch (error) {
    if (!(error instanceof RoentgenError)) throw error;
    const { code, message, details } = error;
    throw new RoentgenError(code, message, { ...details, kind: "model", where: path });
  }
}

function describe(metadata: ReadonlyMap<string, string>, path: string): ModelDescription {
  const text = metadata.get(METADATA_KEY);
  if (text === undefined) throw notAModel(path, "an ONNX file without that metadata");
  try {
    return descriptionSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw notAModel(path, `metadata that cannot be read: ${(cause as Error).message}`); // JSON and zod throw Errors only
  }
}

function requireSignature({ inputs, outputs }: Graph, path: string): void {
  if (inputs.join() === IMAGE && [PROBABILITY, LOGIT].every((name) => outputs.includes(name))) return;
  throw notAModel(path, `inputs ${inputs.join(", ")}; outputs ${outputs.join(", ")}`);
}

async function prove(session: Session, { golden, image }: ModelDescription, path: string): Promise<void> {
  const logits = await logitsOf(
    session,
    golden.logits.map((_, n) => goldenImage(n, image)),
  );
  const difference = goldenDifference(golden.logits, logits);
  if (agrees(difference)) return;
  await session.release();
  throw new RoentgenError("E_MODEL_GOLDEN", "the model disagrees with its golden vectors", {
    kind: "model",
    where: path,
    expected: `logits ${golden.logits.map((row) => row.join(", ")).join("; ")}`,
    received: `${[...logits].join(", ")} (off by ${difference.toExponential(1)} of the largest)`,
    fix: "take the file from the run again; if it is the same, this machine's runtime does not compute the model as it should",
  });
}

function notAModel(path: string, received: string): RoentgenError {
  return new RoentgenError("E_MODEL_FILE", "this is not a model of roentgen", {
    kind: "model",
    where: path,
    expected: "a model.onnx that roentgen train wrote, with its own metadata inside",
    received,
    fix: "give the model.onnx of a run, or the run's folder",
  });
}
