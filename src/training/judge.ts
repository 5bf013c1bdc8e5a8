/** The network as it predicts, with parameters that change from epoch to epoch: what depends on them alone is computed once per judgement. */
import { scalingPlanes } from "../image/index.ts";
import { foldNormalization, hoist, lower, splitPrepared, type Target } from "../lowering/index.ts";
import { classifierGraph, INPUT, LOGIT, networkNamed } from "../networks/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { LabelledPixels, TrainingPlan } from "./plan.ts";
import { chunks, imageTensor } from "./tensors.ts";
import type { Parameters } from "./trainer.ts";

export interface Judge {
  /** [images, units], of images as they are, not augmented. */
  logits(set: LabelledPixels, parameters: Parameters): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Images at once: more are no faster, and the training step's memory is taken at the same time. */
const AT_ONCE = 4;

export async function openJudge(
  runtime: Runtime,
  plan: Pick<TrainingPlan, "imageSize" | "scaling" | "units"> & { readonly network: string },
  target: Target,
): Promise<Judge> {
  const network = networkNamed(plan.network).build({ imageSize: plan.imageSize, batch: AT_ONCE });
  const folded = splitPrepared(foldNormalization(classifierGraph(network, { units: plan.units })));
  const { prepare, rest } = hoist(lower(folded.prepare, "generic"), lower(folded.rest, target));
  const preparing = await runtime.open(prepare, { reuseOutputs: true, asItStands: true });
  const judging = await runtime.open(rest, { giveBack: true });
  const planes = scalingPlanes(plan.scaling, 3);
  return {
    async logits(set, parameters): Promise<Float32Array> {
      const prepared = await preparing.run(parameters);
      const logits = new Float32Array(set.images.length * plan.units);
      const all = set.images.map((_, i) => i);
      for (const part of chunks(all, AT_ONCE)) {
        const image = imageTensor(set, part, AT_ONCE, planes);
        const outputs = await judging.run(new Map([...parameters, ...prepared, [INPUT, image]]));
        const there = outputs.get(LOGIT)!.subarray(0, part.length * plan.units);
        logits.set(there, part[0]! * plan.units);
      }
      return logits;
    },
    async release(): Promise<void> {
      await Promise.all([preparing.release(), judging.release()]);
    },
  };
}
