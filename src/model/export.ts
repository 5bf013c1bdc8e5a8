/** From a trained classifier to the bytes of a model file. The same parameters give the same bytes. */
import type { Graph } from "../graph/index.ts";
import type { EnhanceOptions, PixelScaling } from "../image/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { assemble, type Head } from "./assemble.ts";
import { type ExportedModel, type Said, seal } from "./seal.ts";

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

/** runtime: computes the golden vectors. */
export function exportModel(classifier: TrainedClassifier, runtime: Runtime): Promise<ExportedModel> {
  const said = describe(classifier);
  return seal(assemble(classifier.graph, said.image, headOf(classifier)), said, classifier.parameters, runtime);
}

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
