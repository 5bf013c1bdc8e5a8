/** From a trained classifier to the bytes of a model file. The same parameters give the same bytes. */
import { type Tensor, writeOnnx } from "../graph/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { assemble, type Classifier } from "./assemble.ts";
import { descriptionSchema, METADATA_KEY, type ModelDescription } from "./description.ts";
import { GOLDEN_FORMULA, GOLDEN_IMAGES, goldenImage } from "./golden.ts";
import { logitsOf } from "./run.ts";

const PURPOSE = "Classifies chest radiographs. Research software, not a medical device.";

export interface ExportedModel {
  readonly bytes: Uint8Array;
  readonly description: ModelDescription;
}

/** parameters: every parameter of the classifier's graph, in ONNX' layout. runtime: computes the golden vectors. */
export async function exportModel(
  classifier: Classifier,
  parameters: ReadonlyMap<string, Float32Array>,
  said: Omit<ModelDescription, "version" | "golden">,
  runtime: Runtime,
): Promise<ExportedModel> {
  const graph = assemble(classifier, said);
  const session = await runtime.open(graph, { constants: parameters });
  const images = Array.from({ length: GOLDEN_IMAGES }, (_, n) => goldenImage(n, said.image));
  const logits = await logitsOf(session, images);
  await session.release();

  const units = logits.length / GOLDEN_IMAGES;
  const golden = {
    pixels: GOLDEN_FORMULA,
    logits: images.map((_, n) => [...logits.subarray(n * units, (n + 1) * units)]),
  };
  const description = descriptionSchema.parse({ version: 1, ...said, golden });
  const metadata = new Map([[METADATA_KEY, JSON.stringify(description)]]);
  const tensors = graph.parameters.map((name): [string, Tensor] => [
    name,
    // the shapes of parameters have no symbols
    { type: "float32", shape: graph.values.get(name)!.shape as number[], data: parameters.get(name)! },
  ]);
  return { bytes: writeOnnx({ graph, metadata, description: PURPOSE }, new Map(tensors)), description };
}
