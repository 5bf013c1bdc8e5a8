/** Figures as a person reads them: the confusion matrix by name, then figures with their 95 % interval and n, those first that are asked first. */
import { figureCell } from "../experiment/index.ts";
import { calibrationWarnings, fewPatientsWarnings, RANKED_BY_FOLD, uncalibratedText } from "../report/index.ts";
import { CLASS_FIGURE_NAMES, type ClassFigure, type PartMetrics, shownReliability } from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";
import { figureText, intervalText } from "./figure-text.ts";
import { formatTable } from "./table.ts";

export type Extent = "main" | "all";

const MAIN: readonly ClassFigure[] = ["sensitivity", "specificity", "precision", "auroc"];
const ALL: readonly ClassFigure[] = [
  "sensitivity",
  "specificity",
  "precision",
  "npv",
  "f1",
  "auroc",
  "averagePrecision",
];

/** part: what was judged on, such as "validation". In a binary task the figures of the positive class; else of each, and their mean. */
export function formatMetrics(metrics: PartMetrics, part: string, extent: Extent = "main"): string {
  const { images, chose, confusion } = metrics;
  const counts = confusion.classes.map((name, i) => [name, ...confusion.counts[i]!.map(String)]);
  return [
    `${part}: ${images} images${patientsText(metrics)}`,
    ...(chose === null ? [] : [`this part chose the ${chose}`]),
    "",
    formatTable([["truth \\ said", ...confusion.classes], ...counts], "end"),
    "",
    formatTable([
      ["", "", "", "95 % interval", metrics.unit === "image" ? "n" : "n (patients)", ""],
      ...figureRows(metrics, extent),
    ]),
    ...prevalenceNote(metrics),
    ...calibrationNote(metrics),
    ...(metrics.part === "out of fold" ? ["", RANKED_BY_FOLD] : []),
    ...(extent === "all" && metrics.operatingPoints.length > 0 ? ["", formatPoints(metrics)] : []),
    ...[...fewPatientsWarnings(metrics), ...calibrationWarnings(metrics)].map((text) => `\nwarning: ${text}`),
  ].join("\n");
}

function calibrationNote(metrics: PartMetrics): string[] {
  const text = uncalibratedText(metrics);
  return text === null ? [] : ["", text];
}

/** Several need not add up to 1. */
const prevalenceNote = ({ predictiveValues }: PartMetrics): string[] =>
  predictiveValues.length < 2
    ? []
    : ["", "prevalences are stated each by itself: of one class, against all others, whatever they are"];

/** What n counts, where that is not images. */
function patientsText({ patients, unit, accuracy }: PartMetrics): string {
  if (patients !== null) return ` of ${patients} patients`;
  return unit === "image"
    ? ""
    : `, counted as ${accuracy.n} patients: an image whose patient is not known is one of its own`;
}

type Row = readonly [name: string, of: string, figure: Figure];

function figureRows(metrics: PartMetrics, extent: Extent): string[][] {
  const rows = [
    ...overall(metrics, extent),
    ...byClass(metrics, extent),
    ...ofProbabilities(metrics, extent),
    ...metrics.predictiveValues.flatMap(({ name, prevalence, precision, npv }): Row[] => [
      [`precision, were ${percent(prevalence)} % ${name}`, name, precision],
      [`npv, were ${percent(prevalence)} % ${name}`, name, npv],
    ]),
    ...(extent === "all" ? metrics.baselines.map(({ name, accuracy }): Row => ["accuracy", name, accuracy]) : []),
  ];
  return rows.map(([name, of, figure], i) => [
    name === rows[i - 1]?.[0] ? "" : name,
    of,
    ...figureCells(figure, metrics),
  ]);
}

/** 7, where 0.07 * 100 is not. */
const percent = (share: number): number => Number((100 * share).toPrecision(6));

function overall({ accuracy, balancedAccuracy, mcc, kappa }: PartMetrics, extent: Extent): Row[] {
  const main: Row[] = [
    ["accuracy", "", accuracy],
    ["balanced accuracy", "", balancedAccuracy],
  ];
  return extent === "main" ? main : [...main, ["mcc", "", mcc], ["kappa", "", kappa]];
}

function byClass({ classes, macro, micro, positive }: PartMetrics, extent: Extent): Row[] {
  const together = [{ name: "mean", ...macro }, ...(extent === "all" && micro ? [{ name: "micro", ...micro }] : [])];
  const shown = positive === null ? [...classes, ...together] : classes.filter(({ name }) => name === positive);
  const figures = extent === "all" ? ALL : MAIN;
  return figures.flatMap((figure) => shown.map((each): Row => [CLASS_FIGURE_NAMES[figure], each.name, each[figure]]));
}

function ofProbabilities(metrics: PartMetrics, extent: Extent): Row[] {
  const { before, after } = metrics.calibration;
  const rows = (probabilities: typeof after, when: string): Row[] => {
    const { of, error } = shownReliability(metrics, probabilities);
    return [
      ["log loss", when, probabilities.logLoss],
      ["Brier score", when, probabilities.brier],
      ["calibration error", [`of ${of}`, ...(when === "" ? [] : [when])].join(", "), error],
    ];
  };
  const both = [...rows(after, ""), ...(before ? rows(before, "before calibration") : [])];
  const inOrder = ["log loss", "Brier score", "calibration error"].flatMap((name) =>
    both.filter(([each]) => each === name),
  );
  return extent === "all" ? inOrder : rows(after, "").filter(([name]) => name === "calibration error");
}

function formatPoints({ operatingPoints }: PartMetrics): string {
  const header = ["threshold by", "class", "from", "sensitivity", "specificity", "precision", "npv", ""];
  const rows = operatingPoints.map(({ rule, name, threshold, applied, reason, ...figures }) => [
    rule,
    name,
    threshold?.toFixed(3) ?? "-",
    ...[figures.sensitivity, figures.specificity, figures.precision, figures.npv].map((figure) => figureCell(figure)),
    applied ? "the model's" : (reason ?? ""),
  ]);
  return formatTable([header, ...rows]);
}

/** "0.734", "0.662 to 0.796", "168"; where it, or its interval, is not defined, why. */
const figureCells = (figure: Figure, metrics: PartMetrics): string[] => [
  ...[figureText(figure), intervalText(figure), countText(figure, metrics)],
  figure.low === null ? figure.reason : "",
];

/** n, with what it counts where that is not what the heading says. */
function countText({ n, method }: Figure, { images, unit }: PartMetrics): string {
  if (n > images) return `${n} images x classes`;
  return unit === "patient" && method.endsWith("images taken as independent") ? `${n} images` : String(n);
}
