/**
 * What the demo makes and how it trains, small enough for two cores and a few minutes. It is the standard recipe but for a few options:
 * so few updates need a larger rate that falls to the end, and a frozen random base gives its head little to learn.
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
  images: 6000,
  heldOut: 600,
  size: 64,
  training: {
    batch: 16,
    dropout: "0,0",
    epochs: 2,
    views: 1,
    fineTuneEpochs: 4,
    fineTuneRate: 0.001,
    schedule: "cosine",
    augmentTurn: 0,
    split: "0.94,0.05,0.01",
  },
};
