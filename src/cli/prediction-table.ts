/** What a model says of images, a row for each. */
import { formatTable } from "./table.ts";

export interface PredictionCells {
  readonly path: string;
  readonly prediction: string;
  readonly probabilities: readonly number[];
}

/** names: of the probabilities. */
export function formatPredictions(names: readonly string[], rows: readonly PredictionCells[]): string {
  const cells = rows.map(({ path, prediction, probabilities }) => [
    path,
    prediction,
    ...probabilities.map((probability) => probability.toFixed(3)),
  ]);
  return formatTable([["image", "prediction", ...names], ...cells]);
}
