/** The end of a run: the model is exported, and judged on validation as it will be used, from the exported file itself. */
import { decide, judge, predictionRow } from "../evaluation/index.ts";
import type { Pixels } from "../image/index.ts";
import {
  type Decided,
  exportModel,
  judgementOf,
  loadModel,
  openModel,
  type TrainedClassifier,
  undecided,
} from "../model/index.ts";
import { type Base, withHead } from "../networks/index.ts";
import {
  keptPrevalences,
  type Metrics,
  metricsSchema,
  type PartMetrics,
  type RunFolder,
  writeJson,
  writePredictions,
} from "../run/index.ts";
import { nodeRuntime, type Runtime } from "../runtime/index.ts";
import { openPixels, type StoredPixels, type TrainingPlan } from "../training/index.ts";
import { writeWhole } from "../util/write.ts";
import type { Material } from "./material.ts";
import type { Resolved } from "./recipe.ts";

interface Trained {
  readonly plan: TrainingPlan<StoredPixels>;
  readonly base: Base;
  readonly material: Material;
  readonly resolved: Resolved;
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** Figures of the same model, before it was lost. */
  readonly before: Metrics;
}

/** Images in memory, whole batches of the model's. */
const AT_ONCE = 64;

/** Returns the figures on validation. Those of the model that is written: its logits are proven to be the ones that were judged. */
export async function conclude(run: RunFolder, trained: Trained): Promise<PartMetrics> {
  const { threads } = trained.plan;
  const runtime = nodeRuntime({ threads: threads ?? undefined });
  const images = trained.material.images.filter(({ part }) => part === "validation");
  const classifier = classifierOf(trained);
  const logits = await logitsOf(classifier, images, trained.material, runtime);
  const { bytes, description } = await exportModel(classifier, decidedOn(trained, classifier, images, logits), runtime);
  await writeWhole(run.model, bytes);
  await (await loadModel(run.model, runtime)).release();
  const rows = images.map(({ image }, i) => predictionRow(description, image, judgementOf(description, logits[i]!)));
  const predictions = { classes: description.names, rows };
  await writePredictions(run.predictions.validation, predictions);
  const patients = images.map(({ image }) => image.patient);
  const prevalences = keptPrevalences(trained.before);
  const validation = judge(predictions, { part: "validation", ...description, patients, prevalences });
  await writeJson(run.metrics, metricsSchema, { ...trained.before, validation });
  return validation;
}

function classifierOf({ plan, base, material, resolved, parameters }: Trained): TrainedClassifier {
  const { imageSize, units, scaling } = plan;
  const { names, positive } = material.labelling;
  return {
    graph: withHead(base.graph, { units }),
    parameters,
    network: base.name,
    task: material.task,
    names,
    positive,
    imageSize,
    enhance: resolved.enhance,
    scaling,
  };
}

type Images = Material["images"];

/** Of the model as it would be if nothing were decided. */
async function logitsOf(
  classifier: TrainedClassifier,
  images: Images,
  { pixels }: Material,
  runtime: Runtime,
): Promise<Float32Array[]> {
  const { bytes } = await exportModel(classifier, undecided(classifier, "validation has not chosen yet"), runtime);
  const model = await openModel(bytes, runtime, "the trained model");
  const logits: Float32Array[] = [];
  for (let start = 0; start < images.length; start += AT_ONCE) {
    const some = images.slice(start, start + AT_ONCE);
    const stored = openPixels({
      pixels,
      records: some.map(({ record }) => record),
      identities: some.map(({ image }) => image.sha256),
    });
    logits.push(...(await model.logits(some.map((_, i) => copyOf(stored.read(i))))));
  }
  await model.release();
  return logits;
}

/** By validation alone. A sigmoid's logit speaks for the positive class, whatever its place was in training. */
function decidedOn(
  { material: { labelling }, resolved }: Trained,
  { positive }: TrainedClassifier,
  images: Images,
  logits: readonly Float32Array[],
): Decided {
  const places = images.map(({ image }) => labelling.placeOf(image.label));
  const truths = positive === null ? places : places.map((place) => Number(place === positive));
  return decide({ logits, truths }, resolved.decide);
}

const copyOf = (image: Pixels): Pixels => ({ ...image, data: image.data.slice() });
