/**
 * The learning rate of every update. plateau: the rate that falls where validation stands still (reduce-rate.ts). cosine: from the rate down to a
 * hundredth of it, along half a cosine over all updates t of T (Loshchilov and Hutter 2017, SGDR, equation 5, without restarts):
 *   low + (high - low) (1 + cos(pi t / T)) / 2
 * Before either there may be a warm-up, in which the rate grows in even steps from update to update (Goyal et al. 2017). Pure.
 */
export const SCHEDULES = ["plateau", "cosine"] as const;

export interface Schedule {
  readonly kind: (typeof SCHEDULES)[number];
  /** Epochs in which the rate grows to its full value; any number from 0 on. */
  readonly warmUp: number;
}

/** As published. */
export const plateauAlone: Schedule = { kind: "plateau", warmUp: 0 };

/** Of the rate, at the end of the cosine. */
const LOWEST = 0.01;

export interface Progress {
  /** Updates before this one, in the phase. */
  readonly update: number;
  readonly updatesPerEpoch: number;
  /** Of the phase, as planned. */
  readonly epochs: number;
}

/** rate: with plateau what it has fallen to, else the phase's own. */
export function scheduledRate({ kind, warmUp }: Schedule, rate: number, progress: Progress): number {
  const { update, updatesPerEpoch, epochs } = progress;
  const growing = warmUp * updatesPerEpoch;
  if (update < growing) return rate * Math.min(1, (update + 1) / growing);
  return kind === "plateau" ? rate : rate * halfCosine((update - growing) / (epochs * updatesPerEpoch - growing));
}

/** From 1 to LOWEST, as part goes from 0 to 1. */
const halfCosine = (part: number): number => LOWEST + ((1 - LOWEST) * (1 + Math.cos(Math.PI * part))) / 2;
