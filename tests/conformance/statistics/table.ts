/**
 * Every statistic beside scikit-learn's, SciPy's or statsmodels', or its definition in NumPy: a table that a test holds to its tolerances, and that the
 * benchmarks print.
 */
import { ofCalibration } from "./calibration.ts";
import type { ComparedStatistic } from "./compared.ts";
import { ofDecisions } from "./decisions.ts";
import { ofScores } from "./scores.ts";
import { ofTests } from "./tests.ts";

export function comparedStatistics(): ComparedStatistic[] {
  return [...ofDecisions(), ...ofScores(), ...ofCalibration(), ...ofTests()];
}
