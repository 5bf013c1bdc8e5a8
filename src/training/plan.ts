/** What a training run is told: everything is resolved, and files are nothing to it. */
import type { PixelScaling } from "../image/index.ts";
import type { Base } from "../networks/index.ts";
import type { Device } from "../runtime/index.ts";
import type { AdamOptions } from "./adam-options.ts";
import type { AugmentationRanges } from "./augmentation.ts";
import type { FeatureCachePlan } from "./feature-cache/describe-set.ts";
import type { LabelledPixels, PixelSource } from "./pixel-source.ts";
import type { Sampling } from "./sampling.ts";
import type { Schedule } from "./schedule.ts";

export interface PhasePlan {
  /** At most. */
  readonly epochs: number;
  /** Learning rate, before a schedule lowers it. */
  readonly rate: number;
  readonly schedule: Schedule;
  /** Stop after so many epochs without a better validation accuracy. */
  readonly patience: number;
  /** Figures of one are not compared with those of another. */
  readonly sizes: readonly number[];
}

/** Images: how they are given; a plan whose images lie in a file crosses to the training thread as it is. */
export interface TrainingPlan<Images = PixelSource> {
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
  /** Of training images, in both phases. */
  readonly augmentation: AugmentationRanges;
  readonly frozen: Pick<PhasePlan, "epochs" | "rate">;
  /** Augmentations of each image that the frozen phase cycles through, so that features are computed once for each; fresh: new ones in every epoch. */
  readonly views: number | "fresh";
  /** total: epochs are this minus those that the frozen phase ran. */
  readonly fineTuning: Pick<PhasePlan, "rate" | "schedule"> & { readonly epochs: number | { readonly total: number } };
  /** Layer of the network from which on fine-tuning trains; null: all are trained. */
  readonly trainedFrom: string | null;
  /** Of the images while fine-tuning, in stages of equal length: they grow, up to imageSize. */
  readonly sizes: readonly number[];
  /** Of both phases. */
  readonly patience: number;
  readonly normalisation: "stored" | "batch";
  /** Of batches, for validation and the model: estimated anew before each validation, or moving averages with the layers' own momentum, as Keras. */
  readonly statistics: "estimated" | "moving";
  /** Of both phases, as the three that follow. */
  readonly adam: AdamOptions;
  readonly sampling: Sampling;
  /** What the loss of an image weighs, by place of its class; null: 1. */
  readonly classWeights: readonly number[] | null;
  /** Rates of the head's two layers, each from 0 to under 1. */
  readonly dropout: readonly [number, number];
  /** From 0, which leaves labels as they are, to under 1. */
  readonly labelSmoothing: number;
  readonly threads: number | null;
  readonly device: Device;
  /** generic: standard operators alone, even where the processor has faster ones. */
  readonly layout: "auto" | "generic";
  /** Where features are kept from run to run, and what they depend on beside this plan; null: nowhere. */
  readonly cache: FeatureCachePlan | null;
  readonly train: LabelledPixels<Images>;
  readonly validation: LabelledPixels<Images>;
  /**
   * Values of the base's (and, where known, the head's) parameters in ONNX' layout; what is missing starts at random. They are handed
   * over: training goes on in these arrays, and who gave them cannot use them any more.
   */
  readonly start: ReadonlyMap<string, Float32Array>;
}

export const FALLING_RATE = { patience: 8, factor: 0.1, minimumGain: 1e-4, minimumRate: 2e-6 } as const;
