/** The network as it predicts, with parameters that change from epoch to epoch: what depends on them alone is computed once per judgement. */
import type { Graph } from "../graph/index.ts";
import { scalingPlanes } from "../image/index.ts";
import { fold, hoist, lower, splitPrepared, type Target, withFreeEdges } from "../lowering/index.ts";
import { classifierGraph, INPUT, LOGIT, networkNamed } from "../networks/index.ts";
import { OutputRoom, type Runtime } from "../runtime/index.ts";
import type { Parameters } from "./parameters.ts";
import type { LabelledPixels } from "./pixel-source.ts";
import type { TrainingPlan } from "./plan.ts";
import { chunks, imageTensor } from "./tensors.ts";

export type JudgePlan = Pick<TrainingPlan, "imageSize" | "scaling" | "units"> & { readonly network: string };

export interface Judge {
  /** [images, units], of images as they are, not augmented. */
  logits(set: LabelledPixels, parameters: Parameters): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Images at once: more are no faster, and the training step's memory is taken at the same time. */
const AT_ONCE = 4;

export interface JudgeGraphs {
  /** Folded kernels, from parameters. */
  readonly prepare: Graph;
  /** Logits of AT_ONCE images, from parameters and folded kernels. */
  readonly judge: Graph;
}

export function judgeGraphs({ network: name, imageSize, units }: JudgePlan, target: Target): JudgeGraphs {
  const network = networkNamed(name).build({ imageSize, batch: AT_ONCE });
  const folded = splitPrepared(fold(classifierGraph(network, { units }), target));
  const { prepare, rest } = hoist(lower(folded.prepare, "generic"), lower(folded.rest, target));
  return { prepare: withFreeEdges(prepare), judge: rest };
}

/** room: for the folded kernels, while logits are computed. */
export async function openJudge(
  runtime: Runtime,
  graphs: JudgeGraphs,
  plan: JudgePlan,
  room = new OutputRoom(graphs.prepare),
): Promise<Judge> {
  const [preparing, judging] = await Promise.all([
    runtime.open(graphs.prepare, { outputRoom: room, asItStands: true }),
    runtime.open(graphs.judge, { giveBack: true }),
  ]);
  return {
    async logits(set, parameters): Promise<Float32Array> {
      const prepared = await preparing.run(parameters);
      const constant = [...parameters, ...prepared];
      return logitsOf(set, plan, AT_ONCE, (image) => judging.run(new Map([...constant, [INPUT, image]])));
    },
    async release(): Promise<void> {
      await Promise.all([preparing.release(), judging.release()]);
    },
  };
}

/** [images, units], of batches of atOnce images, which forward gives the outputs of. */
export async function logitsOf(
  set: LabelledPixels,
  { units, scaling }: Pick<JudgePlan, "units" | "scaling">,
  atOnce: number,
  forward: (image: Float32Array) => Promise<ReadonlyMap<string, Float32Array>>,
): Promise<Float32Array> {
  const logits = new Float32Array(set.places.length * units);
  const planes = scalingPlanes(scaling, 3);
  for (const part of chunks([...set.places.keys()], atOnce)) {
    const outputs = await forward(imageTensor(set.images, part, atOnce, planes));
    logits.set(outputs.get(LOGIT)!.subarray(0, part.length * units), part[0]! * units);
  }
  return logits;
}
