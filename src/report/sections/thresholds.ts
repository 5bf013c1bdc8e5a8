/**
 * What each threshold would give. The page shows the one that the model decides by; a slider moves it, where scripts run: it only copies rows
 * of the table behind the figure, which has every number written already.
 */
import { formatBounds, formatCount, formatShare, thresholdPlot } from "../../figures/index.ts";
import type { PartMetrics } from "../../run/index.ts";
import { bandsText } from "../bands.ts";
import { classFigures } from "../class-figures.ts";
import { forBothWidths, markOf } from "../figure.ts";
import { html, type Markup, nothing } from "../html.ts";
import { imagesOf, type JudgedPart, judgedParts, otherValuesText, type ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import { headedTable, withInterval } from "../table.ts";
import {
  capitalised,
  FIGURE_HEAD,
  FIGURE_NAMES,
  figureCells,
  idOf,
  type ReportFigure,
  SHORT_NAMES,
} from "../wording.ts";

type Thresholds = PartMetrics["thresholds"][number];

export function thresholds(material: ReportMaterial): Section {
  const [part] = judgedParts(material);
  const explorers = part?.metrics.thresholds.map((each, i) => explorer(part, each, i)) ?? [];
  const lead = html`What each threshold would have given on the same images.<span class="screen"> Move it and see.</span>`;
  return section(
    "thresholds",
    "Threshold explorer",
    html`<p>${lead}</p>`,
    markOf(part?.mark ?? null),
    classFigures(explorers, (each) => html`<div class="explorer">${each}</div>`),
    part === undefined ? nothing : points(part),
    otherValues(material),
  );
}

function explorer(part: JudgedPart, each: Thresholds, i: number) {
  const { name, threshold, sensitivity, specificity, method } = each;
  const at = startOf(part, each);
  const drawn = forBothWidths((width, suffix) =>
    thresholdPlot({
      id: idOf("threshold", String(i)) + suffix,
      title: `Sensitivity and specificity of ${name} over the threshold, ${part.title}`,
      description: "Sensitivity falls and specificity rises with the threshold.",
      threshold,
      sensitivity,
      specificity,
      at,
      width,
    }),
  );
  return {
    title: `Threshold of ${name}`,
    drawings: [html`${drawn}${control(name, threshold.length, at, i)}${readout(rowOf(each, at))}`],
    mark: nothing,
    caption: `${capitalised(part.title)}. ${bandsText([sensitivity, specificity].map((band) => ({ ...band, method })))}`,
    tables: [{ caption: `Thresholds of ${name}`, head: COLUMNS, rows: threshold.map((_, k) => rowOf(each, k)) }],
  };
}

/** The threshold next to the one that the model decides by; a half, where it decides by none. */
function startOf({ metrics }: JudgedPart, { name, threshold }: Thresholds): number {
  const applied = metrics.operatingPoints.find((point) => point.applied && point.name === name)?.threshold ?? 0.5;
  const distances = threshold.map((each) => Math.abs(each - applied));
  return distances.indexOf(Math.min(...distances));
}

/** In the order in which a reader asks: of the ill, of the well, of each answer, of all. */
const POINT_FIGURES = ["sensitivity", "specificity", "precision", "npv", "accuracy"] as const;

/** Columns before those of figures. */
const COUNTS = [
  { name: "threshold", short: "threshold" },
  { name: "true positives", short: "TP" },
  { name: "false positives", short: "FP" },
  { name: "false negatives", short: "FN" },
  { name: "true negatives", short: "TN" },
];
const FIGURES = POINT_FIGURES.map((key) => ({ name: FIGURE_NAMES[key], short: SHORT_NAMES[key] }));
const COLUMNS = [...COUNTS, ...FIGURES];

function rowOf(each: Thresholds, k: number): (string | Markup)[] {
  const counts = [each.truePositives, each.falsePositives, each.falseNegatives, each.trueNegatives];
  const bands = POINT_FIGURES.map((key) => each[key]);
  return [
    formatShare(each.threshold[k]!),
    ...counts.map((column) => formatCount(column[k]!)),
    ...bands.map(({ estimate, low, high }) => bandCell(estimate[k], low[k], high[k])),
  ];
}

function bandCell(estimate?: number | null, low?: number | null, high?: number | null): string | Markup {
  if (estimate == null) return "not defined";
  if (low == null || high == null) return formatShare(estimate);
  return withInterval(formatShare(estimate), formatBounds({ low, high }));
}

/** Hidden until the script is there. */
function control(name: string, points: number, at: number, i: number): Markup {
  const id = idOf("slider", String(i));
  return html`<p class="control" hidden><label class="heard" for="${id}">threshold of ${name}</label>
<input type="range" id="${id}" min="0" max="${String(points - 1)}" step="1" value="${String(at)}"></p>`;
}

function readout(row: readonly (string | Markup)[]): Markup {
  const cells = row.map((content, i) => html`<div><dt>${COLUMNS[i]!.name}</dt><dd>${content}</dd></div>`);
  return html`<div class="readout"><dl>${cells.slice(0, COUNTS.length)}</dl><dl>${cells.slice(COUNTS.length)}</dl></div>`;
}

/** The threshold in use, those that rules chose on validation, and what a positive answer means elsewhere. */
function points(part: JudgedPart): Markup {
  const { operatingPoints, predictiveValues } = part.metrics;
  const rows = operatingPoints.flatMap((point) => pointRows(point));
  const values = predictiveValues.flatMap(({ name: about, prevalence, precision, npv }) => [
    [`PPV of ${about} at a prevalence of ${formatShare(prevalence)}`, ...figureCells(precision)],
    [`NPV of ${about} at a prevalence of ${formatShare(prevalence)}`, ...figureCells(npv)],
  ]);
  const chosen = html`<h3>Operating points</h3><p>${chosenText(part)} What they give is of ${imagesOf(part)}. PPV and NPV are positive and negative predictive values.</p>
${headedTable({ caption: "Operating points", head: ["", "threshold", ...FIGURES.map(({ short }) => short)], rows })}`;
  const elsewhere = html`<h3>Predictive values elsewhere</h3>${headedTable({ caption: "Predictive values elsewhere", head: FIGURE_HEAD, rows: values })}`;
  return html`${rows.length === 0 ? nothing : chosen}${values.length === 0 ? nothing : elsewhere}`;
}

function otherValues({ metrics }: ReportMaterial): Markup {
  const text = otherValuesText(metrics);
  return text === null ? nothing : html`<p>${text}</p>`;
}

const chosenText = ({ title }: JudgedPart): string =>
  title === "out of fold"
    ? "The threshold is the mean of those of the folds' models."
    : "Thresholds are chosen on validation: by the largest Youden's index, or for a sensitivity or specificity of at least so much; one that is given was not chosen.";

function pointRows(point: PartMetrics["operatingPoints"][number]): (string | Markup)[][] {
  const { rule, name, applied, threshold, reason } = point;
  const told = `${ruleText(rule)}${applied ? ", in use" : ""}${threshold === null ? `: ${reason ?? "not defined"}` : ""}`;
  const title = html`${name} <span class="rule-of">${told}</span>`;
  if (threshold === null) return [[title, "–", ...POINT_FIGURES.map(() => "–")]];
  return [[title, formatShare(threshold), ...POINT_FIGURES.map((key) => shortCell(point[key]))]];
}

/** A rule as train's option names it, in words. */
function ruleText(rule: string): string {
  if (rule === "youden") return "Youden's index";
  const [figure, share] = rule.split(":");
  return share === undefined ? "given" : `${figure} ≥ ${share}`;
}

const shortCell = ({ estimate, low, high }: ReportFigure): string | Markup => bandCell(estimate, low, high);
