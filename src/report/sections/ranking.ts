/** How well probabilities rank: ROC and precision over recall, class by class, with bands. */
import { curvePlot, formatBounds, formatShare } from "../../figures/index.ts";
import type { PartMetrics } from "../../run/index.ts";
import { figure, markOf } from "../figure.ts";
import { html, type Markup, markup } from "../html.ts";
import { type JudgedPart, judgedParts, type ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import type { Table } from "../table.ts";
import { cell, idOf, type ReportFigure } from "../wording.ts";

type Curve = PartMetrics["curves"][number];

export function ranking({ metrics }: ReportMaterial): Section {
  const [part] = judgedParts(metrics);
  const figures = part === undefined ? [] : part.metrics.curves.map((curve, i) => curveFigure(part, curve, i));
  const lead = "Whether images of a class get higher probabilities than the others, whatever the threshold.";
  return section("ranking", "Ranking", html`<p>${lead}</p>`, figures);
}

function curveFigure(part: JudgedPart, curve: Curve, i: number): Markup {
  const { roc, precisionRecall } = curve;
  const drawings = [roc && rocDrawing(part, curve, i), precisionRecall && precisionDrawing(part, curve, i)];
  const methods = [...new Set([roc?.method, precisionRecall?.method].filter((method) => method !== undefined))];
  return figure({
    title: `${curve.name} against the rest`,
    drawings: drawings.filter((each) => each !== null),
    mark: markOf(part.mark),
    caption: `${part.name}. Bands are 95 % intervals: ${methods.join("; ")}. The dot is where the model decides; dashed is what a model that knows nothing has.`,
    tables: tablesOf(curve),
  });
}

function rocDrawing({ metrics, name }: JudgedPart, { name: about, roc }: Curve, i: number): Markup {
  const figures = metrics.classes.find((each) => each.name === about);
  const { sensitivity, specificity, auroc } = figures ?? metrics.macro;
  const known = sensitivity.estimate !== null && specificity.estimate !== null;
  const decision = known
    ? {
        x: 1 - specificity.estimate,
        y: sensitivity.estimate,
        note: decisionText(sensitivity.estimate, specificity.estimate),
      }
    : null;
  return markup(
    curvePlot({
      id: idOf("roc", String(i)),
      title: `ROC curve of ${about}, ${name}`,
      description: `Sensitivity over 1 − specificity. AUROC ${wordsOf("", auroc).join(" ")}.`,
      xTitle: "1 − specificity",
      yTitle: "sensitivity",
      x: roc!.falsePositiveRate,
      y: roc!.truePositiveRate,
      chance: [0, 1],
      words: wordsOf("AUROC", auroc),
      decision,
    }),
  );
}

function precisionDrawing({ metrics, name }: JudgedPart, { name: about, precisionRecall }: Curve, i: number): Markup {
  const { sensitivity, precision, averagePrecision } =
    metrics.classes.find((each) => each.name === about) ?? metrics.macro;
  const known = sensitivity.estimate !== null && precision.estimate !== null;
  const { chance } = precisionRecall!;
  return markup(
    curvePlot({
      id: idOf("precision", String(i)),
      title: `Precision over recall of ${about}, ${name}`,
      description: `Average precision ${wordsOf("", averagePrecision).join(" ")}.`,
      xTitle: "recall (sensitivity)",
      yTitle: "precision",
      x: precisionRecall!.recall,
      y: precisionRecall!.precision,
      chance: [chance, chance],
      words: wordsOf("average precision", averagePrecision),
      decision: known
        ? { x: sensitivity.estimate, y: precision.estimate, note: `precision ${formatShare(precision.estimate)}` }
        : null,
    }),
  );
}

const decisionText = (sensitivity: number, specificity: number): string =>
  `sensitivity ${formatShare(sensitivity)}, specificity ${formatShare(specificity)}`;

/** "AUROC 0.931", "0.89 to 0.96" */
export function wordsOf(name: string, figure: ReportFigure): [string, string] {
  if (figure.estimate === null) return [name, "not defined"];
  return [`${name} ${formatShare(figure.estimate)}`.trim(), formatBounds(figure)];
}

function tablesOf({ name, roc, precisionRecall }: Curve): Table[] {
  const tables: Table[] = [];
  if (roc !== null) {
    const {
      threshold,
      falsePositiveRate,
      truePositiveRate: { estimate, low, high },
    } = roc;
    const rows = threshold.map((t, i) => [t, falsePositiveRate[i], estimate[i], low[i], high[i]].map(cell));
    tables.push({
      caption: `ROC curve of ${name}`,
      head: ["threshold", "1 − specificity", "sensitivity", "low", "high"],
      rows,
    });
  }
  if (precisionRecall !== null) {
    const {
      threshold,
      recall,
      precision: { estimate, low, high },
    } = precisionRecall;
    const rows = threshold.map((t, i) => [t, recall[i], estimate[i], low[i], high[i]].map(cell));
    tables.push({
      caption: `Precision over recall of ${name}`,
      head: ["threshold", "recall", "precision", "low", "high"],
      rows,
    });
  }
  return tables;
}
