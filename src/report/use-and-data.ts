/**
 * What a model card says of a model's use and data beside its figures: what a report of a prediction model has to tell (TRIPOD+AI, Collins
 * et al., BMJ 2024;385:e078378), as far as a run knows it. What it does not know, it names, for whoever publishes the model to add.
 */
import { formatCount } from "../figures/index.ts";
import { isCrossValidation } from "../run/index.ts";
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

type Part = { readonly title: string; readonly split: ReportImage["split"] };

/** Of a cross-validation one: each image trains in all folds but its own. */
export const partsOf = (config: ReportMaterial["config"]): Part[] =>
  isCrossValidation(config)
    ? [{ title: `${String(config.options.folds)} folds`, split: "train" }]
    : (["train", "validation", "test"] as const).map((split) => ({ title: split, split }));

/** What a patient's images must not be divided over. */
export const placeName = (config: ReportMaterial["config"]): string => (isCrossValidation(config) ? "fold" : "part");

/** Rows of a table: images of each class in each of the parts. */
export function classCounts({ images, config }: Pick<ReportMaterial, "images" | "config">): string[][] {
  const labels = [...new Set(images.map(({ label }) => label))].sort();
  const count = (label: string, split: Part["split"]): string =>
    formatCount(images.filter((image) => image.label === label && image.split === split).length);
  return labels.map((label) => [label, ...partsOf(config).map(({ split }) => count(label, split))]);
}
