/** Whether probabilities mean what they say: reliability, before and after what was fitted, and what it comes to. */

import {
  formatBounds,
  formatCount,
  formatShare,
  formatValue,
  type ReliabilityBin,
  reliabilityPlot,
} from "../../figures/index.ts";
import { CONFIDENCE, type PartMetrics, shownReliability } from "../../run/index.ts";
import { calibrationWarnings, uncalibratedText } from "../calibration-warnings.ts";
import { classFigures } from "../class-figures.ts";
import { markOf, panel } from "../figure.ts";
import { figureCell } from "../figure-cell.ts";
import { html, type Markup, markup, nothing } from "../html.ts";
import { type JudgedPart, judgedParts, type ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import { headedTable, prose, type Table, table } from "../table.ts";
import { capitalised, FIGURE_HEAD, figureCells, idOf, type ReportFigure } from "../wording.ts";
import { wordsOf } from "./ranking.ts";

type Probabilities = PartMetrics["calibration"]["after"];
type Reliability = Probabilities["classes"][number];

export function calibration(material: ReportMaterial): Section {
  const [part] = judgedParts(material);
  if (part === undefined) return section("calibration", "Reliability", html`<p>Nothing was judged.</p>`);
  const sides = sidesOf(part.metrics.calibration);
  return section(
    "calibration",
    "Reliability",
    html`<p>${fittedText(part)}</p>`,
    markOf(part.mark),
    calibrationWarnings(part.metrics).map((text) => html`<p class="warning">${capitalised(text)}.</p>`),
    reliability(part, sides),
    scores(part, sides),
  );
}

function fittedText({ title, metrics }: JudgedPart): string {
  const { fitted } = metrics.calibration;
  const asked = "Where the model says 0.8, eight of ten images should be of the class.";
  if (title === "out of fold") return `${asked} Each image has the probabilities of its fold's model.`;
  if (fitted.kind === "none") return `${asked} ${capitalised(uncalibratedText(metrics) ?? "")}.`;
  return `${asked} Logits ${lineText(fitted)}, fitted on validation and kept in the model.`;
}

function lineText(fitted: Exclude<PartMetrics["calibration"]["fitted"], { kind: "none" }>): string {
  if (fitted.kind === "temperature") return `are divided by a temperature of ${formatValue(fitted.temperature)}`;
  return `go through Platt's line, slope ${formatValue(fitted.slope)}, intercept ${formatValue(fitted.intercept)}`;
}

/** Before and after what was fitted, each with what it is; one where nothing was. */
type Side = readonly [when: string, probabilities: Probabilities];

const sidesOf = ({ before, after }: PartMetrics["calibration"]): Side[] =>
  before === null
    ? [["as the model says", after]]
    : [
        ["as the network says", before],
        ["after calibration", after],
      ];

function reliability(part: JudgedPart, sides: readonly Side[]): Markup {
  const [, after] = sides.at(-1)!;
  const figures = after.classes.map(({ name: about, error }, k) => ({
    title: `Probability of ${about}`,
    drawings: sides.map(([name, { classes }], i) => {
      const drawn = drawingOf(part, classes[k]!, name, idOf("reliability", String(k), String(i)));
      return sides.length === 1 ? markup(drawn) : panel(name, drawn);
    }),
    mark: nothing,
    caption: captionOf(part, error),
    isPanels: true,
    tables: sides.map(([name, { classes }]) => binTable(classes[k]!, name)),
  }));
  return classFigures(figures);
}

function captionOf({ title }: JudgedPart, { estimate, method }: ReportFigure): string {
  const made = estimate === null ? "" : `; its interval: ${method}`;
  return `${capitalised(title)}. Dots on the dashed line mean what they say; whiskers are 95 % intervals; bars count images. The expected calibration error (ECE) is their mean distance from that line, weighted by images${made}.`;
}

function drawingOf({ title }: JudgedPart, { name: about, bins, error }: Reliability, when: string, id: string): string {
  return reliabilityPlot({
    id,
    title: `Reliability of the probability of ${about}, ${when}, ${title}`,
    description: `Expected calibration error of P(${about}) ${wordsOf("", error).join(", ")}.`,
    bins: bins.map(plotted),
    words: wordsOf("ECE", error),
  });
}

const plotted = ({ low, high, count, probability, observed }: Reliability["bins"][number]): ReliabilityBin => ({
  from: low,
  to: high,
  images: count,
  told: probability,
  seen: observed.estimate === null ? null : observed,
});

function binTable({ name, bins }: Reliability, when: string): Table {
  const rows = bins.map(({ low, high, count, probability, observed }) => [
    formatBounds({ low, high }),
    formatCount(count),
    formatShare(probability),
    ...figureCells(observed),
  ]);
  const head = ["told", "images", "mean told", "seen", "95 % interval", "n", prose("method")];
  return { caption: `Probability of ${name}, ${when}`, head, rows };
}

function scores({ title, metrics }: JudgedPart, sides: readonly Side[]): Markup {
  const named = sides.map(([when, side]) => [when, scoresOf(metrics, side)] as const);
  const rows = named[0]![1].map(([score], i) => [score, ...named.map(([, all]) => figureCell(all[i]![1]))]);
  const methods = named.flatMap(([when, all]) =>
    all.map(([score, figure]) => [`${score}, ${when}`, ...figureCells(figure)]),
  );
  return html`<h3>Scores of the probabilities</h3>${headedTable({ caption: `Scores of the probabilities, ${title}`, head: ["", ...named.map(([when]) => when)], rows })}
<details><summary>How the intervals were made</summary>${table({ caption: "Methods", head: FIGURE_HEAD, rows: methods })}</details>`;
}

/** The calibration error that stands in the model card and in the terminal, and, where that is a class', the confidence's too. */
function scoresOf(metrics: PartMetrics, probabilities: Probabilities): [name: string, figure: ReportFigure][] {
  const { logLoss, brier, confidence, classes } = probabilities;
  const shown = shownReliability(metrics, probabilities);
  const both = shown.of === CONFIDENCE ? [shown] : [shown, { ...confidence, of: CONFIDENCE }];
  return [
    ["log loss", logLoss],
    ["Brier score", brier],
    ...both.flatMap(({ of, error, debiasedError }): [string, ReportFigure][] => [
      [`calibration error (ECE) of ${of}`, error],
      [`calibration error of ${of}, debiased`, debiasedError],
    ]),
    ...classes.flatMap(({ name, slope, intercept }): [string, ReportFigure][] => [
      [`slope of ${name}`, slope],
      [`intercept of ${name}`, intercept],
    ]),
  ];
}
