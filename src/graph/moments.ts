/** Mean and variance of each channel over batch and pixels, as nodes: what batch normalisation and its gradient share. */
import type { GraphBuilder } from "./builder.ts";

export interface Moments {
  /** [1, C, 1, 1] */
  readonly mean: string;
  /** x - mean */
  readonly centred: string;
  /** Biased: divided by the number of values. [1, C, 1, 1] */
  readonly variance: string;
}

/** x: [N, C, H, W] */
export function channelMoments(g: GraphBuilder, x: string): Moments {
  const mean = g.reduceMean(x, [0, 2, 3], 1);
  const centred = g.sub(x, mean);
  return { mean, centred, variance: g.reduceMean(g.mul(centred, centred), [0, 2, 3], 1) };
}
