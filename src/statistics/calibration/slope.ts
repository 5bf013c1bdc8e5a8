/**
 * Calibration slope and intercept (Cox 1958; Steyerberg 2019): the logistic regression of the outcome on the logit of its probability.
 * A slope of 1 and an intercept of 0 are right; a slope under 1 says that probabilities are too extreme. In the large: the intercept where the
 * slope is held at 1; above 0, probabilities are too low. Wald's intervals. Probabilities are taken within 1e-6..1 - 1e-6.
 */
import { type Figure, undefinedFigure } from "../figure.ts";
import type { Membership } from "../ranking.ts";

export interface CalibrationSlope {
  readonly slope: Figure;
  readonly intercept: Figure;
  readonly inTheLarge: Figure;
}

/** Undefined with one class only, and where a probability parts the classes. */
export function calibrationSlope(probabilities: ArrayLike<number>, members: Membership): CalibrationSlope {
  void members;
  const none = undefinedFigure(probabilities.length, "not yet", "not yet");
  return { slope: none, intercept: none, inTheLarge: none };
}
