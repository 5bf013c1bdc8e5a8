/**
 * What a model card says of a model's use and data beside its figures: what a report of a prediction model has to tell (TRIPOD+AI, Collins
 * et al., BMJ 2024;385:e078378), as far as a run knows it. What it does not know, it names, for whoever publishes the model to add.
 */
import { formatCount } from "../figures/index.ts";
import type { ReportImage, ReportMaterial } from "./material.ts";
import { patientsAmong } from "./patients.ts";
import { counted, fileOf, listed } from "./wording.ts";

export const intendedUse = ({ config: { names, data } }: ReportMaterial): string[] => [
  `Intended: research, such as to compare methods on chest radiographs like those of ${fileOf(data.root)}.`,
  `Out of scope: decisions about patients, also beside a reader; images of other kinds. Every image is called ${listed(names, "or")}, also one that shows none of these.`,
];

export const dataOrigin = ({ config: { data }, images }: ReportMaterial): string[] => [
  `${counted(images.length, "image")} of ${fileOf(data.root)}, ${patientsText(images)}. Classes are the names that the data set gives.`,
  "Not known to the run, and to be added by whoever publishes the model: hospitals and devices, years, how patients were chosen, their age and sex, projections, who or what decided on the classes, and the licence of the images.",
];

export const NOT_EXAMINED =
  "Subgroups: whether figures differ by age, sex, projection, device or hospital was not examined, since the run does not know them.";

function patientsText(images: readonly ReportImage[]): string {
  const { known, unknown } = patientsAmong(images);
  if (known === 0) return "whose patients are not known";
  return `of ${counted(known, "known patient")}${unknown === 0 ? "" : `; of ${formatCount(unknown)} the patient is not known`}`;
}

export const PARTS = ["train", "validation", "test"] as const;

/** Rows of a table: images of each class in each of PARTS. */
export function classCounts(images: readonly ReportImage[]): string[][] {
  const labels = [...new Set(images.map(({ label }) => label))].sort();
  const count = (label: string, part: string): string =>
    formatCount(images.filter((image) => image.label === label && image.split === part).length);
  return labels.map((label) => [label, ...PARTS.map((part) => count(label, part))]);
}
