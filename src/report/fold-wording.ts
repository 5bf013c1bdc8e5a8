/** What page, model card and command line say of the folds of a cross-validation, and what their figures do not say. */
import type { FoldMetrics } from "../run/index.ts";

/**
 * Why no interval is made of the folds' figures: no estimate of a cross-validation's variance from its folds is unbiased, as they are not independent
 * (Bengio and Grandvalet, Journal of Machine Learning Research 5, 2004).
 */
export const SPREAD =
  "How far the folds lie apart is no interval of the model: each is judged on few images by a model of its own, and what one is judged on has trained the others.";

/** A fold's model has a scale of its own: only within a fold do ranks tell how well it ranks. */
export const RANKED_BY_FOLD =
  "AUROC and average precision are means over the folds, each ranked by itself; a curve ranks the images of all folds together, so that the area below it is another.";

/** The epoch whose weights were kept. */
export const keptName = (kept: FoldMetrics["kept"]): string =>
  kept === null ? "the start" : `${kept.phase} ${String(kept.epoch)}`;
