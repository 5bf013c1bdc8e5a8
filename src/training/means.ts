/** What a training run works with, which is another in a thread than in a browser. */
import type { Base } from "../networks/index.ts";
import type { BaseFeatures } from "./base-features.ts";
import type { Control } from "./control.ts";
import type { Engine } from "./engine.ts";
import type { Parameters } from "./parameters.ts";
import type { OpenRows } from "./rows.ts";

/** The same features, looked up first where they are kept from run to run; released together. */
export type CacheFeatures = (features: BaseFeatures, base: Base, parameters: Parameters) => Promise<BaseFeatures>;

export interface TrainingMeans {
  readonly engine: Engine;
  /** Where the features of images are kept during the run. */
  readonly openRows: OpenRows;
  readonly cacheFeatures: CacheFeatures;
  /** Milliseconds from anywhere, for the figures of speed. */
  readonly clock: () => number;
  readonly control: Control;
}
