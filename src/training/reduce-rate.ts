/**
 * The learning rate falls on a plateau, as with Keras' ReduceLROnPlateau with mode "max": after `patience` epochs without a value
 * better by `minimumGain`, the rate is multiplied by `factor`, never under `minimumRate`. Pure: (state, value) -> new state.
 */

export interface ReduceRateState {
  readonly rate: number;
  /** The value to beat; null before the first one that is a number. */
  readonly best: number | null;
  /** Epochs since it was beaten or the rate fell. */
  readonly wait: number;
}

export interface ReduceRateOptions {
  readonly patience: number;
  readonly factor: number;
  readonly minimumGain: number;
  readonly minimumRate: number;
}

export function reduceRateStart(rate: number): ReduceRateState {
  return { rate, best: null, wait: 0 };
}

/** The state after an epoch with this value; its rate is the next epoch's. What is not a number is no improvement. */
export function reduceRate(state: ReduceRateState, value: number, options: ReduceRateOptions): ReduceRateState {
  const { patience, factor, minimumGain, minimumRate } = options;
  if (value - minimumGain > (state.best ?? Number.NEGATIVE_INFINITY)) return { ...state, best: value, wait: 0 };
  const wait = state.wait + 1;
  if (wait < patience || state.rate <= minimumRate) return { ...state, wait };
  return { ...state, rate: Math.max(state.rate * factor, minimumRate), wait: 0 };
}
