/**
 * Early stopping, as Keras' EarlyStopping with mode "max" and restored best weights: watches a figure that should grow, stops after
 * `patience` epochs without a value above the best, and says whose weights to take back. Pure: (state, value) -> new state.
 */

export interface EarlyStoppingState {
  /** The largest value so far; null before the first one that is a number. */
  readonly best: number | null;
  /** The epoch whose weights are to be kept; null before the first epoch. */
  readonly bestEpoch: number | null;
  /** Epochs since then. */
  readonly wait: number;
  readonly stop: boolean;
}

export const earlyStoppingStart: EarlyStoppingState = { best: null, bestEpoch: null, wait: 0, stop: false };

/** The state after an epoch (counted from 0) and its value. What is not a number is no improvement; the first epoch is kept all the same. */
export function earlyStopping(
  state: EarlyStoppingState,
  epoch: number,
  value: number,
  patience: number,
): EarlyStoppingState {
  if (value > (state.best ?? Number.NEGATIVE_INFINITY)) return { best: value, bestEpoch: epoch, wait: 0, stop: false };
  const wait = state.wait + 1;
  return { best: state.best, bestEpoch: state.bestEpoch ?? epoch, wait, stop: wait >= patience && epoch > 0 };
}
