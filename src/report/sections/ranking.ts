/** How well probabilities rank: ROC and precision over recall, class by class, with bands. */
import { type BandBounds, type CurvePlot, curvePlot, formatBounds, formatShare } from "../../figures/index.ts";
import type { PartMetrics } from "../../run/index.ts";
import { bandsText } from "../bands.ts";
import { classFigures } from "../class-figures.ts";
import { markOf } from "../figure.ts";
import { RANKED_BY_FOLD } from "../fold-wording.ts";
import { html, type Markup, markup, nothing } from "../html.ts";
import { type JudgedPart, judgedParts, type ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import type { Table } from "../table.ts";
import { capitalised, cell, idOf, type ReportFigure } from "../wording.ts";

type Curve = PartMetrics["curves"][number];
type Roc = NonNullable<Curve["roc"]>;
type PrecisionRecall = NonNullable<Curve["precisionRecall"]>;

export function ranking(material: ReportMaterial): Section {
  const [part] = judgedParts(material);
  const figures = part === undefined ? [] : part.metrics.curves.map((curve, i) => curveFigure(part, curve, i));
  const lead = "Whether images of a class get higher probabilities than the others, whatever the threshold.";
  const mark = markOf(part?.mark ?? null);
  return section("ranking", "ROC and precision-recall curves", html`<p>${lead}</p>`, mark, classFigures(figures));
}

function curveFigure(part: JudgedPart, curve: Curve, i: number) {
  const { roc, precisionRecall } = curve;
  const drawings = [roc && rocDrawing(part, curve, i), precisionRecall && precisionDrawing(part, curve, i)];
  return {
    title: `${curve.name} against the rest`,
    drawings: drawings.filter((each) => each !== null),
    mark: nothing,
    caption: captionOf(part, curve),
    tables: tablesOf(curve),
  };
}

function captionOf(part: JudgedPart, curve: Curve): string {
  const drawn = [curve.roc, curve.precisionRecall].filter((each) => each !== null);
  if (drawn.length === 0)
    return `${capitalised(part.title)}. No curve: there are no images of ${curve.name}, or of nothing else.`;
  const decides = drawn.some((each) => decisionOf(part, curve.name, each === curve.roc ? "roc" : "precision") !== null);
  const dot = decides ? "The dot is where the model decides; dashed" : "Dashed";
  const bands = bandsText(drawn.map(({ band }) => band));
  return `${capitalised(part.title)}. ${bands} ${dot} is what a model that knows nothing has.${ofFoldsText(part)}`;
}

/** Of a cross-validation the number beside a curve is not the area below it. */
const ofFoldsText = ({ metrics: { part } }: JudgedPart): string => (part === "out of fold" ? ` ${RANKED_BY_FOLD}` : "");

/** Where the model decides; null: its decisions have no such figures. */
function decisionOf({ metrics }: JudgedPart, name: string, kind: "roc" | "precision"): CurvePlot["decision"] {
  const { sensitivity, specificity, precision } = figuresOf(metrics, name);
  if (sensitivity.estimate === null) return null;
  if (kind === "precision")
    return precision.estimate === null
      ? null
      : { x: sensitivity.estimate, y: precision.estimate, note: `precision ${formatShare(precision.estimate)}` };
  if (specificity.estimate === null) return null;
  const note = `sensitivity ${formatShare(sensitivity.estimate)}, specificity ${formatShare(specificity.estimate)}`;
  return { x: 1 - specificity.estimate, y: sensitivity.estimate, note };
}

const figuresOf = ({ classes, macro }: PartMetrics, name: string) =>
  classes.find((each) => each.name === name) ?? macro;

function rocDrawing(part: JudgedPart, { name: about, roc }: Curve, i: number): Markup {
  const { auroc } = figuresOf(part.metrics, about);
  return markup(
    curvePlot({
      id: idOf("roc", String(i)),
      title: `ROC curve of ${about}, ${part.title}`,
      description: `Sensitivity over 1 − specificity. AUROC ${wordsOf("", auroc).join(" ")}.`,
      xTitle: "1 − specificity",
      yTitle: "sensitivity",
      x: roc!.falsePositiveRate,
      y: roc!.truePositiveRate,
      band: { ...roc!.band, x: roc!.band.falsePositiveRate },
      chance: [0, 1],
      words: wordsOf("AUROC", auroc),
      decision: decisionOf(part, about, "roc"),
    }),
  );
}

function precisionDrawing(part: JudgedPart, { name: about, precisionRecall }: Curve, i: number): Markup {
  const { averagePrecision } = figuresOf(part.metrics, about);
  const { chance } = precisionRecall!;
  return markup(
    curvePlot({
      id: idOf("precision", String(i)),
      title: `Precision over recall of ${about}, ${part.title}`,
      description: `Average precision ${wordsOf("", averagePrecision).join(" ")}.`,
      xTitle: "recall (sensitivity)",
      yTitle: "precision",
      x: precisionRecall!.recall,
      y: precisionRecall!.precision,
      band: { ...precisionRecall!.band, x: precisionRecall!.band.recall },
      chance: [chance, chance],
      words: wordsOf("average precision", averagePrecision),
      decision: decisionOf(part, about, "precision"),
    }),
  );
}

/** "AUROC 0.931", "0.89 to 0.96" */
export function wordsOf(name: string, figure: ReportFigure): [string, string] {
  if (figure.estimate === null) return [name, "not defined"];
  return [`${name} ${formatShare(figure.estimate)}`.trim(), formatBounds(figure)];
}

function tablesOf({ name, roc, precisionRecall }: Curve): Table[] {
  return [
    ...(roc === null ? [] : rocTables(name, roc)),
    ...(precisionRecall === null ? [] : precisionTables(name, precisionRecall)),
  ];
}

function rocTables(name: string, { threshold, falsePositiveRate, truePositiveRate, band }: Roc): Table[] {
  const caption = `ROC curve of ${name}`;
  const points = threshold.map((t, i) => [t, falsePositiveRate[i], truePositiveRate[i]].map(cell));
  return [
    { caption, head: ["threshold", "1 − specificity", "sensitivity"], rows: points },
    {
      caption: `Band of the ${caption}`,
      head: ["1 − specificity", "sensitivity from", "to"],
      rows: bandRows(band.falsePositiveRate, band),
    },
  ];
}

function precisionTables(name: string, { threshold, recall, precision, band }: PrecisionRecall): Table[] {
  const points = threshold.map((t, i) => [t, recall[i], precision[i]].map(cell));
  return [
    { caption: `Precision over recall of ${name}`, head: ["threshold", "recall", "precision"], rows: points },
    {
      caption: `Band of precision over recall of ${name}`,
      head: ["recall", "precision from", "to"],
      rows: bandRows(band.recall, band),
    },
  ];
}

const bandRows = (at: readonly number[], { low, high }: BandBounds): string[][] =>
  at.map((x, i) => [x, low[i], high[i]].map(cell));
