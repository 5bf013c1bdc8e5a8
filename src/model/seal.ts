/** A graph becomes a model file: what it says of itself, its golden vectors and its fingerprint are written into it. */
import { type Graph, type OnnxModel, readOnnx, type Tensor, writeOnnx } from "../graph/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { descriptionSchema, METADATA_KEY, type ModelDescription } from "./description.ts";
import { fingerprint } from "./fingerprint.ts";
import { GOLDEN_FORMULA, GOLDEN_IMAGES, goldenImage } from "./golden.ts";
import { answersOf, fixedBatch } from "./run.ts";

const PURPOSE = "Classifies chest radiographs. Research software, not a medical device.";

export interface ExportedModel {
  readonly bytes: Uint8Array;
  readonly description: ModelDescription;
}

/** All that a model says but what is worked out from its graph. */
export type Said = Omit<ModelDescription, "fingerprint" | "golden">;

/** graph: assembled; parameters: of each that is no constant of the graph; runtime: computes the golden vectors. */
export async function seal(
  graph: Graph,
  said: Said,
  parameters: ReadonlyMap<string, Float32Array>,
  runtime: Runtime,
): Promise<ExportedModel> {
  const golden = await goldenOf(graph, said, parameters, runtime);
  const plain = written(graph, parameters, new Map());
  const description = descriptionSchema.parse({
    ...said,
    fingerprint: fingerprint(readOnnx(plain).graph.constants),
    golden,
  });
  const bytes = written(graph, parameters, new Map([[METADATA_KEY, JSON.stringify(description)]]));
  return { bytes, description };
}

function written(
  graph: Graph,
  parameters: ReadonlyMap<string, Float32Array>,
  metadata: OnnxModel["metadata"],
): Uint8Array {
  const tensors = graph.parameters.map((name): [string, Tensor] => [
    name,
    // the shapes of parameters have no symbols
    { type: "float32", shape: graph.values.get(name)!.shape as number[], data: parameters.get(name)! },
  ]);
  return writeOnnx({ graph, metadata, description: PURPOSE }, new Map(tensors));
}

async function goldenOf(
  graph: Graph,
  { image }: Said,
  constants: ReadonlyMap<string, Float32Array>,
  runtime: Runtime,
): Promise<ModelDescription["golden"]> {
  const session = await runtime.open(graph, { constants });
  try {
    const images = Array.from({ length: GOLDEN_IMAGES }, (_, n) => goldenImage(n, image));
    return {
      pixels: GOLDEN_FORMULA,
      logits: (await answersOf(session, images, fixedBatch(graph))).map(({ logit }) => [...logit]),
    };
  } finally {
    await session.release();
  }
}
