/** The folds of a cross-validation as a person reads them: what each was judged on, by which epoch's weights, and two figures. */
import { keptName, SPREAD } from "../report/index.ts";
import type { FoldMetrics } from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";
import { figureText, intervalText } from "./figure-text.ts";
import { formatTable } from "./table.ts";

const HEADER = ["fold", "images", "patients", "epoch", "accuracy", "95 % interval", "auroc", "95 % interval"];

export function formatFolds(folds: readonly FoldMetrics[]): string {
  const rows = folds.map(({ fold, images, patients, kept, accuracy, auroc }) => [
    String(fold),
    String(images),
    patients === null ? "-" : String(patients),
    keptName(kept),
    ...cells(accuracy),
    ...cells(auroc),
  ]);
  return `${formatTable([HEADER, ...rows])}\n\n${SPREAD}`;
}

const cells = (figure: Figure): string[] => [figureText(figure), intervalText(figure)];
