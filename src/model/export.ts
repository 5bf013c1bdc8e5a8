/** From a trained classifier to the bytes of a model file. The same parameters give the same bytes. */
import type { Graph } from "../graph/index.ts";
import type { EnhanceOptions, PixelScaling } from "../image/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Calibration } from "../util/calibration.ts";
import { assemble, type Head } from "./assemble.ts";
import type { ModelDescription } from "./description.ts";
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

/** What validation chose once the network was trained. */
export type Decided = Pick<ModelDescription, "calibration" | "operatingPoint">;

/** The network's own probabilities, and in a binary task the middle. */
export const undecided = ({ positive }: Pick<TrainedClassifier, "positive">, reason: string): Decided => ({
  calibration: { kind: "none", reason } satisfies Calibration,
  operatingPoint: positive === null ? null : { threshold: 0.5, rule: "0.5" },
});

/** runtime: computes the golden vectors. */
export function exportModel(classifier: TrainedClassifier, decided: Decided, runtime: Runtime): Promise<ExportedModel> {
  const said = describe(classifier, decided);
  return seal(assemble(classifier.graph, said, headOf(classifier)), said, classifier.parameters, runtime);
}

function describe(classifier: TrainedClassifier, decided: Decided): Said {
  const { network, task, names, positive, imageSize, enhance, scaling } = classifier;
  const isGrey = enhance?.steps.includes("clahe") ?? false;
  return {
    version: 2,
    network,
    task,
    names: positive === 0 ? names.toReversed() : names,
    positive: positive === null ? null : names[positive]!,
    ...decided,
    image: { width: imageSize, height: imageSize, channels: isGrey ? 1 : 3, enhance, scaling },
  };
}

function headOf({ positive }: TrainedClassifier): Head {
  if (positive === null) return "softmax";
  return positive === 0 ? "reversed sigmoid" : "sigmoid";
}
