/**
 * Calibration slope and intercept (Cox 1958; Steyerberg 2019): the logistic regression of the outcome on the logit of its probability.
 * A slope of 1 and an intercept of 0 are right; a slope under 1 says that probabilities are too extreme. In the large: the intercept where the
 * slope is held at 1; above 0, probabilities are too low. Intervals are Wald's.
 */
import { type Figure, measured, undefinedFigure } from "../figure.ts";
import { Z } from "../normal.ts";
import type { Membership } from "../ranking.ts";
import { outcomesOf } from "./bins.ts";
import { fitLogisticLine, type LogisticLineFit } from "./logistic-line.ts";

export interface CalibrationSlope {
  readonly slope: Figure;
  readonly intercept: Figure;
  readonly inTheLarge: Figure;
}

/** logits: of the class, finite, one per case. Undefined with one class only; slope and intercept, too, where a probability parts the classes. */
export function calibrationSlope(logits: ArrayLike<number>, members: Membership): CalibrationSlope {
  const [x, outcomes] = [Float64Array.from(logits), outcomesOf(logits, members)];
  const line = fitLogisticLine(x, outcomes);
  return {
    slope: waldFigure(line, "slope", x.length),
    intercept: waldFigure(line, "intercept", x.length),
    inTheLarge: waldFigure(fitLogisticLine(x, outcomes, 1), "intercept", x.length),
  };
}

const METHOD = "maximum likelihood, Wald's interval";

/** A parameter of a fit. */
export function waldFigure(fit: LogisticLineFit, parameter: "slope" | "intercept", n: number): Figure {
  if (fit.line === null) return undefinedFigure(n, METHOD, fit.reason);
  const estimate = fit.line[parameter];
  const width = Z * Math.sqrt(fit.line.variance[parameter]);
  return measured(estimate, { low: estimate - width, high: estimate + width }, n, METHOD);
}
