/** From a trained classifier to the bytes of a model file. The same parameters give the same bytes. */
import { type Graph, type OnnxModel, readOnnx, type Tensor, writeOnnx } from "../graph/index.ts";
import type { EnhanceOptions, PixelScaling } from "../image/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { assemble, type Head } from "./assemble.ts";
import { descriptionSchema, METADATA_KEY, type ModelDescription } from "./description.ts";
import { fingerprint } from "./fingerprint.ts";
import { GOLDEN_FORMULA, GOLDEN_IMAGES, goldenImage } from "./golden.ts";
import { fixedBatch, logitsOf } from "./run.ts";

const PURPOSE = "Classifies chest radiographs. Research software, not a medical device.";

export interface TrainedClassifier {
  /** One input, float32 N x planes x H x W, scaled; one output, the logits, N x units. */
  readonly graph: Graph;
  /** Every parameter of the graph, in ONNX' layout. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  readonly network: string;
  /** multi, or binary:NAME. */
  readonly task: string;
  /** By place; a single logit speaks for place 1. */
  readonly names: readonly string[];
  /** In a binary task the place of NAME, else null. NAME comes last in the model, whatever its place was in training. */
  readonly positive: number | null;
  /** Height and width of the images, in pixels. */
  readonly imageSize: number;
  readonly enhance: EnhanceOptions | null;
  readonly scaling: PixelScaling;
}

export interface ExportedModel {
  readonly bytes: Uint8Array;
  readonly description: ModelDescription;
}

/** runtime: computes the golden vectors. */
export async function exportModel(classifier: TrainedClassifier, runtime: Runtime): Promise<ExportedModel> {
  const { parameters } = classifier;
  const said = describe(classifier);
  const graph = assemble(classifier.graph, said.image, headOf(classifier));
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
  parameters: TrainedClassifier["parameters"],
  metadata: OnnxModel["metadata"],
): Uint8Array {
  const tensors = graph.parameters.map((name): [string, Tensor] => [
    name,
    // the shapes of parameters have no symbols
    { type: "float32", shape: graph.values.get(name)!.shape as number[], data: parameters.get(name)! },
  ]);
  return writeOnnx({ graph, metadata, description: PURPOSE }, new Map(tensors));
}

type Said = Omit<ModelDescription, "fingerprint" | "golden">;

function describe({ network, task, names, positive, imageSize, enhance, scaling }: TrainedClassifier): Said {
  const isGrey = enhance?.steps.includes("clahe") ?? false;
  return {
    version: 1,
    network,
    task,
    names: positive === 0 ? names.toReversed() : names,
    positive: positive === null ? null : names[positive]!,
    threshold: positive === null ? null : 0.5,
    image: { width: imageSize, height: imageSize, channels: isGrey ? 1 : 3, enhance, scaling },
  };
}

function headOf({ positive }: TrainedClassifier): Head {
  if (positive === null) return "softmax";
  return positive === 0 ? "reversed sigmoid" : "sigmoid";
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
      logits: (await logitsOf(session, images, fixedBatch(graph))).map((row) => [...row]),
    };
  } finally {
    await session.release();
  }
}
