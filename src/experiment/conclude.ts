/** The end of a run: the model is exported, and judged on validation as it will be used, from the exported file itself. */
import { judge, predictionRow } from "../evaluation/index.ts";
import type { Pixels } from "../image/index.ts";
import { exportModel, loadModel, type Model } from "../model/index.ts";
import { classifierGraph, networkNamed } from "../networks/index.ts";
import {
  metricsSchema,
  type PartMetrics,
  type PredictionRow,
  type RunFolder,
  writeJson,
  writePredictions,
} from "../run/index.ts";
import { nodeRuntime, type Runtime } from "../runtime/index.ts";
import { scalingOf, type TrainingPlan } from "../training/index.ts";
import { writeWhole } from "../util/write.ts";
import type { Material } from "./material.ts";
import type { Resolved } from "./recipe.ts";

interface Trained {
  readonly plan: TrainingPlan;
  readonly material: Material;
  readonly resolved: Resolved;
  readonly parameters: ReadonlyMap<string, Float32Array>;
}

/** Returns the figures on validation. */
export async function conclude(run: RunFolder, trained: Trained): Promise<PartMetrics> {
  const { threads } = trained.plan;
  const runtime = nodeRuntime(threads === null ? {} : { threads });
  await writeWhole(run.model, await modelOf(trained, runtime));
  const model = await loadModel(run.model, runtime);
  const predictions = { classes: model.description.names, rows: await validationRows(model, trained.material) };
  await model.release();
  await writePredictions(run.predictions.validation, predictions);
  const validation = judge(predictions);
  await writeJson(run.metrics, metricsSchema, { version: 1, validation, test: [] });
  return validation;
}

/** NAME of a binary task comes last, whatever its place was in training. */
async function modelOf({ plan, material, resolved, parameters }: Trained, runtime: Runtime): Promise<Uint8Array> {
  const { labelling, task } = material;
  const binary = labelling.positive !== null;
  const reversed = labelling.positive === 0;
  const graph = classifierGraph(networkNamed(plan.network).build({ imageSize: plan.imageSize }), { units: plan.units });
  const said = {
    network: plan.network,
    task,
    names: reversed ? labelling.names.toReversed() : labelling.names,
    activation: binary ? ("sigmoid" as const) : ("softmax" as const),
    threshold: binary ? 0.5 : null,
    image: {
      width: plan.imageSize,
      height: plan.imageSize,
      channels: resolved.enhance === null ? (3 as const) : (1 as const),
      enhance: resolved.enhance,
      scaling: scalingOf(plan),
    },
  };
  const { bytes } = await exportModel({ graph, reversed }, parameters, said, runtime);
  return bytes;
}

const BATCH = 16;

async function validationRows(model: Model, { images }: Material): Promise<PredictionRow[]> {
  const chosen = images.filter(({ part }) => part === "validation");
  const rows: PredictionRow[] = [];
  for (let start = 0; start < chosen.length; start += BATCH) {
    const batch = chosen.slice(start, start + BATCH);
    const judgements = await model.predict(batch.map(({ pixels }): Pixels => pixels));
    for (const [i, { image }] of batch.entries()) rows.push(predictionRow(model.description, image, judgements[i]!));
  }
  return rows;
}
