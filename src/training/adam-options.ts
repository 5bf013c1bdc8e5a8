/**
 * What can be added to Adam, each as Keras 3 has it: gradients scaled down to a largest norm of all of them together (`global_clipnorm`; Pascanu et
 * al. 2013), weight decay apart from the gradients (`AdamW`; Loshchilov and Hutter 2019), and a moving average of the parameters (`use_ema`).
 */
export interface AdamOptions {
  /** Of all gradients together, l2; null: they stay as they are. */
  readonly clipNorm: number | null;
  /** Kernels lose rate * weightDecay of themselves in every update; biases, gammas and betas do not. */
  readonly weightDecay: number;
  /** How much of the average stays in an update; the averages are then what is validated and kept. null: the parameters themselves are. */
  readonly ema: number | null;
}

/** Adam alone, as published. */
export const adamAlone: AdamOptions = { clipNorm: null, weightDecay: 0, ema: null };
