/** The end of a run: the model is exported, and judged on validation as it will be used, from the exported file itself. */
import { judge, predictionRow } from "../evaluation/index.ts";
import type { Pixels } from "../image/index.ts";
import { exportModel, loadModel, type Model } from "../model/index.ts";
import { type Base, withHead } from "../networks/index.ts";
import {
  type Metrics,
  metricsSchema,
  type PartMetrics,
  type PredictionRow,
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
  /** Of openings of the test part, by the same model before it was lost. */
  readonly test: Metrics["test"];
}

/** Images in memory, whole batches of the model's. */
const AT_ONCE = 64;

/** Returns the figures on validation. */
export async function conclude(run: RunFolder, trained: Trained): Promise<PartMetrics> {
  const { threads } = trained.plan;
  const runtime = nodeRuntime({ threads: threads ?? undefined });
  await writeWhole(run.model, await modelOf(trained, runtime));
  const model = await loadModel(run.model, runtime);
  const predictions = { classes: model.description.names, rows: await validationRows(model, trained.material) };
  await model.release();
  await writePredictions(run.predictions.validation, predictions);
  const validation = judge(predictions, model.description.positive);
  await writeJson(run.metrics, metricsSchema, { version: 1, validation, test: trained.test });
  return validation;
}

async function modelOf({ plan, base, material, resolved, parameters }: Trained, runtime: Runtime): Promise<Uint8Array> {
  const { imageSize, units, scaling } = plan;
  const { names, positive } = material.labelling;
  const { bytes } = await exportModel(
    {
      graph: withHead(base.graph, { units }),
      parameters,
      network: base.name,
      task: material.task,
      names,
      positive,
      imageSize,
      enhance: resolved.enhance,
      scaling,
    },
    runtime,
  );
  return bytes;
}

async function validationRows(model: Model, { images, pixels }: Material): Promise<PredictionRow[]> {
  const chosen = images.filter(({ part }) => part === "validation");
  const rows: PredictionRow[] = [];
  for (let start = 0; start < chosen.length; start += AT_ONCE) {
    const some = chosen.slice(start, start + AT_ONCE);
    const stored = openPixels({
      pixels,
      records: some.map(({ record }) => record),
      identities: some.map(({ image }) => image.sha256),
    });
    const judgements = await model.predict(some.map((_, i) => copyOf(stored.read(i))));
    rows.push(...some.map(({ image }, i) => predictionRow(model.description, image, judgements[i]!)));
  }
  return rows;
}

const copyOf = (image: Pixels): Pixels => ({ ...image, data: image.data.slice() });
