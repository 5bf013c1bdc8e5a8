/** What page and model card say of the folds of a cross-validation, and what their figures do not say. */
import type { FoldMetrics } from "../run/index.ts";

/**
 * Why no interval is made of the folds' figures: no estimate of a cross-validation's variance from its folds is unbiased, as they are not independent
 * (Bengio and Grandvalet, Journal of Machine Learning Research 5, 2004).
 */
export const SPREAD =
  "How far the folds lie apart is no interval of the model: each is judged on few images by a model of its own, and what one is judged on has trained the others.";

/** The epoch whose weights were kept. */
export const keptName = (kept: FoldMetrics["kept"]): string =>
  kept === null ? "the start" : `${kept.phase} ${String(kept.epoch)}`;
