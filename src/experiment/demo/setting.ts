/**
 * What the demo makes and how it trains, small enough for two cores and a few minutes. It is the standard recipe's random start but for a few
 * options: some hundred updates need a large rate that falls to the end; phantoms are as many as they need to be, so that none is turned or
 * mirrored to be worth more; and a frozen random base gives its head little to learn.
 */
import type { GivenOptions } from "../options.ts";

export interface DemoSetting {
  /** Phantoms of the training seed: to train on and to choose by. */
  readonly images: number;
  /** Phantoms of the other seed: to be judged on. */
  readonly heldOut: number;
  /** Pixels both ways. */
  readonly size: number;
  readonly training: GivenOptions;
}

export const DEMO: DemoSetting = {
  images: 6600,
  heldOut: 600,
  size: 96,
  training: {
    batch: 32,
    microBatch: 32,
    dropout: "0,0",
    epochs: 1,
    views: 1,
    fineTuneEpochs: 4,
    fineTuneRate: 0.008,
    warmUp: 0.5,
    schedule: "cosine",
    ema: 0.99,
    weightDecay: 0,
    labelSmoothing: 0,
    augmentFlip: false,
    augmentTurn: 0,
    augmentCrop: 0,
    augmentBrightness: 0,
    augmentContrast: 0,
    split: "0.95,0.04,0.01",
  },
};
