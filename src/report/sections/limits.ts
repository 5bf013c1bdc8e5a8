/** What the figures do not say: told from the run itself, not from a stock of phrases. */
import { formatCount } from "../../figures/index.ts";
import { isCrossValidation, type PartMetrics } from "../../run/index.ts";
import { calibrationWarnings } from "../calibration-warnings.ts";
import { figureWarnings } from "../figure-warnings.ts";
import { html, type Markup } from "../html.ts";
import { keptWarnings } from "../kept-weights.ts";
import { judgedParts, type ReportImage, type ReportMaterial } from "../material.ts";
import { patientsAmong } from "../patients.ts";
import { type Section, section } from "../section.ts";
import { placeName } from "../use-and-data.ts";
import { capitalised, counted, listed, withCommands } from "../wording.ts";

export const DISCLAIMER = "This is research software, not a medical device.";

/** Of fewer images of a class, its figures say little. */
const FEW = 30;

export function limits(material: ReportMaterial): Section {
  const lines = [...figureWarnings(material), ...limitsOf(material), DISCLAIMER];
  return section("limits", "Limits", html`<ul>${lines.map((line) => html`<li>${lineOf(line)}</li>`)}</ul>`);
}

const lineOf = (line: string): Markup[] =>
  withCommands(line).map(({ text, isCommand }) => (isCommand ? html`<code>${text}</code>` : html`${text}`));

/** All else, a sentence or two each. */
export function limitsOf(material: ReportMaterial): string[] {
  const [part] = judgedParts(material);
  return [
    ...(part === undefined ? [] : ofPart(part.metrics)),
    ...keptWarnings(material),
    ...(isCrossValidation(material.config) ? [OF_MEMBERS] : []),
    ...patientLines(material),
    "All images come from one data set. On those of another hospital figures are usually lower: `roentgen evaluate RUN --data OTHER` tells.",
  ];
}

const OF_MEMBERS =
  "The figures are those of the folds' models. The model of this run is their mean, which has seen every image: only other data can judge it.";

function ofPart(metrics: PartMetrics): string[] {
  const { part, chose, classes, images } = metrics;
  const few = classes.filter((each) => each.images < FEW).map(({ name, images: n }) => `${formatCount(n)} of ${name}`);
  return [
    ...(part === "validation"
      ? [`Validation chose the ${chose ?? "weights"}, so that its figures flatter. The test part judges.`]
      : []),
    ...(few.length > 0
      ? [`Of ${counted(images, "image")} there are only ${listed(few)}: figures of so few say little.`]
      : []),
    ...calibrationWarnings(metrics).map((text) => `${capitalised(text)}.`),
  ];
}

function patientLines({ images, config }: ReportMaterial): string[] {
  const { unknown } = patientsAmong(images);
  if (unknown === 0) return [];
  return [
    `Of ${counted(unknown, "image")} the patient is not known: images of one patient may stand in several ${placeName(config)}s, which flatters.`,
    ...originLines(images),
  ];
}

/** Where of one class patients are known and of another they are not: such classes seldom come from one collection. */
function originLines(images: readonly ReportImage[]): string[] {
  const labels = [...new Set(images.map(({ label }) => label))].sort();
  const classes = labels.map((name) => {
    const own = images.filter(({ label }) => label === name);
    return { name, images: own.length, known: own.length - patientsAmong(own).unknown };
  });
  const mostly = new Set(classes.map(({ known, images: n }) => known > n / 2));
  if (mostly.size < 2) return [];
  const told = classes.map(
    ({ name, known, images: n }) => `${formatCount(known)} of ${formatCount(n)} images of ${name}`,
  );
  return [
    `The patient is known of ${listed(told)}: these classes may come from different collections, and a model may tell those apart, not what is ill.`,
  ];
}
