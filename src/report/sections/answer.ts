/** The answer in one line with its interval, and what stands beside it: the same question asked otherwise, and something simpler. */
import { formatBounds, formatShare, type IntervalRow, intervalPlot } from "../../figures/index.ts";
import { shownFigures } from "../../run/index.ts";
import { baselineWarnings } from "../baseline-warnings.ts";
import { figure, forBothWidths, markOf } from "../figure.ts";
import { figureWarnings } from "../figure-warnings.ts";
import { howToRead } from "../how-to-read.ts";
import { html, type Markup, nothing } from "../html.ts";
import { judgedImages, unitText } from "../judged-images.ts";
import { type JudgedPart, judgedParts, type ReportMaterial } from "../material.ts";
import { patientsAmong } from "../patients.ts";
import {
  counted,
  dateText,
  FIGURE_HEAD,
  figureCells,
  intervalRow,
  intervalText,
  type ReportFigure,
  taskText,
} from "../wording.ts";

export function answer(material: ReportMaterial): Markup {
  const [part] = judgedParts(material);
  const { config } = material;
  const over = html`<p class="over">${config.network} · ${taskText(config)} · ${dateText(config.created)}</p>`;
  if (part === undefined) return html`<header class="answer">${over}<h1>Not judged yet</h1></header>`;
  const warnings = figureWarnings(material).map((text) => html`<p class="warning">${text}</p>`);
  return html`<header class="answer">${over}<h1>${headline(part)}</h1>
${besideHeadline(part)}<p class="under">${judgedOn(part, material)}</p>${markOf(part.mark)}${warnings}${figuresInShort(part)}
<p class="reading">${howToRead(part.metrics)}</p></header>`;
}

/** What an accuracy alone hides: how the ill fare, and the rare classes. */
function besideHeadline({ metrics }: JudgedPart): Markup {
  const { sensitivity, specificity, auroc } = shownFigures(metrics);
  const shown: Named[] =
    metrics.positive === null
      ? [["balanced accuracy", metrics.balancedAccuracy]]
      : [
          ["sensitivity", sensitivity],
          ["specificity", specificity],
        ];
  const words = [...shown, ["AUROC", auroc] as const].map(
    ([name, figure]) => html`<span>${name} ${inShort(figure)}</span>`,
  );
  return html`<p class="beside-headline">${words}</p>`;
}

const inShort = (figure: ReportFigure): Markup =>
  figure.estimate === null
    ? html`not defined`
    : html`<strong>${formatShare(figure.estimate)}</strong> (${formatBounds(figure)})`;

function headline({ metrics }: JudgedPart): Markup {
  const { accuracy } = metrics;
  if (accuracy.estimate === null) return html`Accuracy is not defined: ${accuracy.reason}`;
  const kind = baselineWarnings(metrics).length === 0 ? nothing : html` class="doubted"`;
  return html`Accuracy <strong${kind}>${formatShare(accuracy.estimate)}</strong> <span class="interval">${accuracy.low === null ? "" : "95 % interval "}${intervalText(accuracy)}</span>`;
}

function judgedOn(part: JudgedPart, material: ReportMaterial): string {
  const { images, patients, unit } = part.metrics;
  const of = patients === null ? "" : ` of ${counted(patients, "patient")}`;
  const { unknown } = patientsAmong(judgedImages(part, material));
  const known = patients === null && unit === "image" ? patientsText(unknown, images) : "";
  const alone = unitText(part, material);
  const judged =
    part.title === "out of fold"
      ? `On ${counted(images, "image")}${of}, each judged by the fold's model that was not trained on it.`
      : `On ${counted(images, `${part.title} image`)}${of}, none of which the model was trained on.`;
  return judged + known + (alone === null ? "" : ` ${alone}`);
}

/** How many patients there are cannot be said. */
const patientsText = (unknown: number, images: number): string =>
  unknown === images ? " Their patients are not known." : ` Of ${counted(unknown, "image")} the patient is not known.`;

function figuresInShort(part: JudgedPart): Markup {
  const figures = figuresOf(part);
  const rows = figures.map(([name, figure]): IntervalRow => intervalRow(name, figure));
  const baselines = part.metrics.baselines.map(({ name, accuracy }) => ({
    ...intervalRow(name, accuracy),
    kind: "other" as const,
  }));
  const numbers = [...figures, ...part.metrics.baselines.map(({ name, accuracy }) => [name, accuracy] as const)];
  const drawn = forBothWidths((width, suffix) =>
    intervalPlot({
      id: `in-short${suffix}`,
      title: `Figures, ${part.title}`,
      description: "Each figure as a dot with its 95 % interval.",
      rows: [...rows, ...baselines],
      domain: [Math.min(0, ...[...rows, ...baselines].map(({ figure }) => figure?.low ?? figure?.estimate ?? 0)), 1],
      xTitle: "",
      width,
    }),
  );
  return figure({
    title: null,
    drawings: [drawn],
    mark: nothing,
    caption: captionOf(part),
    tables: [
      {
        caption: `Figures, ${part.title}`,
        head: FIGURE_HEAD,
        rows: numbers.map(([name, each]) => [name, ...figureCells(each)]),
      },
    ],
  });
}

function captionOf({ metrics: { baselines, positive } }: JudgedPart): string {
  const whole =
    positive === null
      ? "Areas, sensitivity and specificity are means over the classes."
      : `Areas, sensitivity and specificity are those of ${positive}.`;
  const simpler = baselines.length === 0 ? "" : " Grey: the accuracy of something simpler on the same images.";
  return `Dots are estimates, lines their 95 % intervals. ${whole} AUROC is 0.5 by chance; Matthews' correlation is 0 by chance and may reach −1.${simpler}`;
}

type Named = readonly [name: string, figure: ReportFigure];

/** Of the whole, then of the class that is shown, or the means. */
function figuresOf({ metrics }: JudgedPart): Named[] {
  const { accuracy, balancedAccuracy, mcc } = metrics;
  const shown = shownFigures(metrics);
  return [
    ["accuracy", accuracy],
    ["balanced accuracy", balancedAccuracy],
    ["AUROC", shown.auroc],
    ["average precision", shown.averagePrecision],
    ["sensitivity", shown.sensitivity],
    ["specificity", shown.specificity],
    ["Matthews' correlation", mcc],
  ];
}
