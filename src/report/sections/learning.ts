/** How the network learned: loss, accuracy and rate over the epochs of both phases. */
import { formatRate, formatShare, formatValue, type LearningPlot, learningPlot } from "../../figures/index.ts";
import { type HistoryRow, isCrossValidation } from "../../run/index.ts";
import { figure, forBothWidths, markOf } from "../figure.ts";
import { html, markup, nothing } from "../html.ts";
import { keptPlace, keptWarnings } from "../kept-weights.ts";
import type { ReportMaterial } from "../material.ts";
import { paragraph, type Section, section } from "../section.ts";
import { counted } from "../wording.ts";

export function learning({ history, kept, config, images }: ReportMaterial): Section {
  if (isCrossValidation(config)) return section("learning", "Learning curves", paragraph(OF_FOLDS));
  if (history.length === 0) return section("learning", "Learning curves", paragraph("Nothing was trained."));
  const place = keptPlace({ history, kept });
  const warnings = keptWarnings({ history, kept, images }).map((text) => html`<p class="warning">${text}</p>`);
  const curves = figure({
    title: null,
    drawings: plotsOf(history, place).map((plot) => markup(learningPlot(plot))),
    mark: markOf("validation: this part chose the weights"),
    caption: captionOf(history, place),
    tables: [{ caption: "Epochs", head: HEAD, rows: history.map(rowOf) }],
  });
  const rate = figure({
    title: null,
    drawings: [
      forBothWidths((width, suffix) => learningPlot({ ...ratePlot(history), id: `rate${suffix}`, size: [width, 150] })),
    ],
    mark: nothing,
    caption: "The learning rate at the end of each epoch, on a logarithmic scale.",
    tables: [],
  });
  return section("learning", "Learning curves", paragraph(leadOf(history)), warnings, curves, rate);
}

const OF_FOLDS =
  "Each fold has learned by itself: its curves stand in its own report, in the folder runs beside this one.";

function leadOf(history: readonly HistoryRow[]): string {
  const words = phasesOf(history).map(({ name, epochs }) => `${counted(epochs, "epoch")} ${name}`);
  return `${words.join(", then ")}.`.replace("frozen", "with the base frozen").replace("fine-tuning", "of fine-tuning");
}

function plotsOf(history: readonly HistoryRow[], kept: number | null): LearningPlot[] {
  const both = (train: Column, validation: Column): LearningPlot["lines"] => [
    { name: "train", kind: "other", values: column(history, train) },
    { name: "validation", kind: "main", values: column(history, validation) },
  ];
  const shared = { phases: phasesOf(history), description: "Values by epoch; phases are shaded.", kept };
  return [
    {
      ...shared,
      id: "loss",
      title: "Loss by epoch",
      yTitle: "loss",
      scale: "amount",
      lines: both("loss", "validationLoss"),
    },
    {
      ...shared,
      id: "accuracy",
      title: "Accuracy by epoch",
      yTitle: "accuracy",
      scale: "share",
      lines: both("accuracy", "validationAccuracy"),
    },
  ];
}

const ratePlot = (history: readonly HistoryRow[]): Omit<LearningPlot, "id"> => ({
  title: "Learning rate by epoch",
  description: "The rate by epoch, on a logarithmic scale.",
  yTitle: "learning rate",
  scale: "rate",
  phases: phasesOf(history),
  lines: [{ name: "rate", kind: "other", values: column(history, "learningRate") }],
  kept: null,
});

type Column = keyof Omit<HistoryRow, "phase">;

const column = (history: readonly HistoryRow[], name: Column): number[] => history.map((row) => row[name]);

/** In their order. */
function phasesOf(history: readonly HistoryRow[]) {
  const names = [...new Set(history.map(({ phase }) => phase))];
  return names.map((name) => ({ name, epochs: history.filter(({ phase }) => phase === name).length }));
}

function captionOf(history: readonly HistoryRow[], place: number | null): string {
  const means =
    "Means over the images of each epoch; on training images as they were learned from, augmented and with dropout.";
  if (place === null) return means;
  const phase = history[place]!.phase === "frozen" ? "the frozen phase" : "fine-tuning";
  return `${means} The ring is epoch ${String(place + 1)}, the best of ${phase} by its accuracy on validation, whose weights were kept.`;
}

const HEAD = ["", "rate", "loss", "validation loss", "accuracy", "validation accuracy", "seconds", "images per second"];

const rowOf = ({ phase, epoch, ...row }: HistoryRow): string[] => [
  `${phase} ${String(epoch)}`,
  formatRate(row.learningRate),
  formatShare(row.loss),
  formatShare(row.validationLoss),
  formatShare(row.accuracy),
  formatShare(row.validationAccuracy),
  formatValue(row.seconds),
  formatValue(row.imagesPerSecond),
];
