/** From predictions to figures. */
import type { PartMetrics, Predictions } from "../run/index.ts";
import { classificationFigures, confusionMatrix, oneVsRestAuroc } from "../statistics/index.ts";
import { RoentgenError } from "../util/error.ts";

/**
 * positive: in a binary task the class that figures refer to, else null. Images whose label is not known are not judged by.
 * Throws E_NOTHING_TO_JUDGE where none has one, E_CLASS_UNKNOWN for another label than the classes.
 */
export function judge({ classes, rows }: Predictions, positive: string | null): PartMetrics {
  const labelled = rows.flatMap(({ label, ...row }) => (label === null ? [] : [{ ...row, label }]));
  if (labelled.length === 0) throw nothingToJudge(rows.length);
  const truths = labelled.map(({ label }) => label);
  const confusion = confusionMatrix(
    classes,
    truths,
    labelled.map(({ prediction }) => prediction),
  );
  const figures = classificationFigures(confusion);
  const areas = oneVsRestAuroc(
    classes,
    truths,
    labelled.map(({ probabilities }) => probabilities),
  );
  return {
    images: labelled.length,
    positive,
    confusion,
    accuracy: figures.accuracy,
    classes: figures.classes.map((each, i) => ({ ...each, auroc: areas.classes[i]!.auroc })),
    macro: { ...figures.macro, auroc: areas.macro },
  };
}

function nothingToJudge(images: number): RoentgenError {
  return new RoentgenError("E_NOTHING_TO_JUDGE", "no image has a label", {
    expected: "images with labels",
    received: `${images} images without`,
    fix: "give data with class folders or a label column",
  });
}
