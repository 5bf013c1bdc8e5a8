/** The store of what a base computes. */
import type { Base } from "../../networks/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import type { TrainingPlan } from "../plan.ts";
import type { Parameters } from "../trainer.ts";
import { type FeatureCachePlan, featureSetOf } from "./describe-set.ts";
import { FeatureStore, type TellProblem } from "./feature-store.ts";

interface Computing extends Pick<TrainingPlan, "imageSize" | "scaling"> {
  readonly base: Base;
  /** Those of the base at least. */
  readonly parameters: Parameters;
  readonly runtime: Runtime;
}

export function openFeatureStore(
  { made, ...shelf }: FeatureCachePlan,
  { base, parameters, runtime, imageSize, scaling }: Computing,
  tell: TellProblem,
): FeatureStore {
  const set = featureSetOf(base, parameters, { imageSize, scaling, made: { ...made, runtime: runtime.name } });
  return FeatureStore.open(shelf, set, tell);
}
