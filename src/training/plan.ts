/** What a training run is told: everything is resolved, nothing is read from files. It crosses to the training worker as it is. */
import type { PixelScaling, Pixels } from "../image/index.ts";
import type { Base } from "../networks/index.ts";
import type { Device } from "../runtime/index.ts";

/** Images of one size, and for each the place of its class among the model's names. */
export interface LabelledPixels {
  readonly images: readonly Pixels[];
  readonly places: readonly number[];
}

export interface PhasePlan {
  /** At most. */
  readonly epochs: number;
  /** Learning rate of the first epoch. */
  readonly rate: number;
}

export interface TrainingPlan {
  /** A network of the registry by its name; or somebody's encoder, which stays frozen. */
  readonly network: string | Base;
  readonly imageSize: number;
  /** From pixels of 0..255 to what the network is given. */
  readonly scaling: PixelScaling;
  /** 1 for a sigmoid, else the number of classes. */
  readonly units: number;
  readonly seed: number;
  readonly batch: number;
  readonly microBatch: number;
  readonly frozen: PhasePlan;
  /** Augmentations of each image that the frozen phase cycles through, so that features are computed once for each; fresh: new ones in every epoch. */
  readonly views: number | "fresh";
  /** total: epochs are this minus those that the frozen phase ran. */
  readonly fineTuning: { readonly epochs: number | { readonly total: number }; readonly rate: number };
  readonly normalisation: "stored" | "batch";
  readonly threads: number | null;
  readonly device: Device;
  /** generic: standard operators alone, even where the processor has faster ones. */
  readonly layout: "auto" | "generic";
  /** Its images are handed over: who gave them cannot use them any more. */
  readonly train: LabelledPixels;
  readonly validation: LabelledPixels;
  /**
   * Values of the base's (and, where known, the head's) parameters in ONNX' layout; what is missing starts at random. They are handed
   * over: training goes on in these arrays, and who gave them cannot use them any more.
   */
  readonly start: ReadonlyMap<string, Float32Array>;
}

/** Dropout of the recipe, one rate for each of its two layers. */
export const DROPOUT_RATES = [0.2, 0.5] as const;
/** Augmentation turns by at most this much of a whole turn, either way. */
export const LARGEST_TURN = 0.1;
export const STOP_PATIENCE = 20;
export const FALLING_RATE = { patience: 8, factor: 0.1, minimumGain: 1e-4, minimumRate: 2e-6 } as const;
