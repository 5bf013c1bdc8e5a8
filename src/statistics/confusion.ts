/**
 * The confusion matrix, by class name: how many images of each class were called what.
 * Convention: counts[truth][prediction], both in the order of classes.
 */
import { RoentgenError } from "../util/error.ts";

export interface ConfusionMatrix {
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** truths and predictions are names of classes, one of each per image. */
export function confusionMatrix(
  classes: readonly string[],
  truths: readonly string[],
  predictions: readonly string[],
): ConfusionMatrix {
  if (truths.length !== predictions.length) {
    throw new RangeError(`${truths.length} labels, but ${predictions.length} predictions`);
  }
  const index = new Map(classes.map((name, i) => [name, i]));
  const counts = classes.map(() => classes.map(() => 0));
  truths.forEach((truth, i) => {
    counts[placeOf(truth, index)]![placeOf(predictions[i]!, index)]! += 1;
  });
  return { classes, counts };
}

function placeOf(name: string, index: ReadonlyMap<string, number>): number {
  const place = index.get(name);
  if (place !== undefined) return place;
  throw unknownLabel(name, [...index.keys()]);
}

export const unknownLabel = (name: string, classes: readonly string[]): RoentgenError =>
  new RoentgenError("E_CLASS_UNKNOWN", `"${name}" is not one of the classes`, {
    expected: classes.join(", "),
    received: name,
    fix: "judge on images whose labels are the model's classes",
  });
