/** What whoever reads a run's figures must know first: that the test part was opened again, that it is too small, and that something simpler does as well. */
import { baselineWarnings } from "./baseline-warnings.ts";
import { fewPatientsWarnings } from "./few-patients.ts";
import { judgedParts, type ReportMaterial, reopenedText } from "./material.ts";

export function figureWarnings(material: Pick<ReportMaterial, "metrics" | "config" | "ledger">): string[] {
  const [part] = judgedParts(material);
  const reopened = reopenedText(material);
  return [
    ...(reopened === null ? [] : [reopened]),
    ...(part === undefined ? [] : [...fewPatientsWarnings(part.metrics), ...baselineWarnings(part.metrics)]),
  ];
}
