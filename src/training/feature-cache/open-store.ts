/** The store of what a base computes. */
import { hash } from "node:crypto";
import type { Base } from "../../networks/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import { stream } from "../../util/random.ts";
import type { BaseFeatures } from "../base-features.ts";
import type { Parameters } from "../parameters.ts";
import { pixelsInMemory } from "../pixel-source.ts";
import type { TrainingPlan } from "../plan.ts";
import { type FeatureCachePlan, featureSetOf } from "./describe-set.ts";
import { FeatureStore, type TellProblem } from "./feature-store.ts";

interface Computing extends Pick<TrainingPlan, "imageSize" | "scaling"> {
  readonly base: Base;
  /** Those of the base at least. */
  readonly parameters: Parameters;
  readonly runtime: Pick<Runtime, "name">;
  /** As they are computed by that runtime. */
  readonly features: Pick<BaseFeatures, "of">;
}

export async function openFeatureStore(
  { made, ...shelf }: FeatureCachePlan,
  { base, parameters, runtime, features, imageSize, scaling }: Computing,
  tell: TellProblem,
): Promise<FeatureStore> {
  const answer = await answerOf(features, imageSize);
  const set = featureSetOf(base, parameters, { imageSize, scaling, made: { ...made, runtime: runtime.name, answer } });
  return FeatureStore.open(shelf, set, tell);
}

/**
 * SHA-256 of the features of one image of noise. A runtime does not say which adapter and driver compute; what they compute does: where another
 * one rounds otherwise, this is another.
 */
async function answerOf(features: Pick<BaseFeatures, "of">, imageSize: number): Promise<string> {
  const random = stream(0, "answer");
  const data = Uint8Array.from({ length: imageSize * imageSize }, () => 256 * random.next());
  const noise = pixelsInMemory([{ width: imageSize, height: imageSize, channels: 1, data }]);
  return hash("sha256", await features.of(noise, [0]));
}
