/** model-card.md: the run's model as Hugging Face describes models, a YAML head and sections (github.com/huggingface/hub-docs, modelcard.md). */
import { stringify } from "yaml";
import { formatCount } from "../figures/index.ts";
import { type FoldMetrics, isCrossValidation, type PartMetrics, shownFigures, shownReliability } from "../run/index.ts";
import { markdownTable, markdownText } from "../util/markdown.ts";
import { uncalibratedText } from "./calibration-warnings.ts";
import { figureWarnings } from "./figure-warnings.ts";
import { keptName, SPREAD } from "./fold-wording.ts";
import { howToRead } from "./how-to-read.ts";
import { unitText } from "./judged-images.ts";
import { imagesOf, type JudgedPart, judgedParts, type ReportMaterial } from "./material.ts";
import { PYTHON_SNIPPET } from "./python-snippet.ts";
import { DISCLAIMER, limitsOf } from "./sections/limits.ts";
import { enhancementText, startText } from "./sections/question.ts";
import { classCounts, dataOrigin, intendedUse, NOT_EXAMINED, partsOf } from "./use-and-data.ts";
import { capitalised, figureText, fileOf, listed, type ReportFigure, taskText, withCommands } from "./wording.ts";

export function modelCard(material: ReportMaterial): string {
  const sections = [
    ["Model", modelText(material)],
    ["Intended use", intendedUse(material).map(markdownText).join("\n\n")],
    ["Figures", figuresOf(material).join("\n\n") || "Nothing was judged yet."],
    ["Use", useText(material)],
    ["Data", dataText(material)],
    ["Training", trainingText(material)],
    ["Limits", [...limitsOf(material), NOT_EXAMINED].map((line) => `- ${plainWithCode(line)}`).join("\n")],
  ];
  const body = sections.map(([title, text]) => `## ${title}\n\n${text}`).join("\n\n");
  return `---\n${stringify(head(material))}---\n\n# ${markdownText(material.name)}\n\n${body}\n`;
}

/** What the hub reads. */
function head({ name, config, metrics }: ReportMaterial): object {
  return {
    license: "unknown",
    library_name: "onnx",
    pipeline_tag: "image-classification",
    tags: ["chest-x-ray", "radiology", "onnx", fileOf(config.network)],
    metrics: METRICS.map(([type]) => type),
    "model-index": [{ name, results: judgedParts({ metrics, config }).map((part) => result(part, config)) }],
  };
}

const METRICS = [
  ["accuracy", "Accuracy"],
  ["roc_auc", "AUROC"],
  ["recall", "Sensitivity"],
  ["precision", "Precision"],
  ["f1", "F1"],
] as const;

function result(part: JudgedPart, config: ReportMaterial["config"]): object {
  const metrics = METRICS.flatMap(([type, name]) => {
    const figure = figureOf(part, type);
    if (figure.estimate === null) return [];
    const mark = part.mark === null ? "" : `; ${part.mark}`;
    return [{ type, value: figure.estimate, name: `${name}: ${figureText(figure)}${mark}`, verified: false }];
  });
  const source = fileOf(config.data.root);
  return {
    task: { type: "image-classification", name: taskText(config) },
    dataset: { type: source, name: source, split: part.title },
    metrics,
  };
}

function figureOf({ metrics }: JudgedPart, type: (typeof METRICS)[number][0]): ReportFigure {
  const { auroc, sensitivity, precision, f1 } = shownFigures(metrics);
  return { accuracy: metrics.accuracy, roc_auc: auroc, recall: sensitivity, precision, f1 }[type];
}

function modelText({ config }: ReportMaterial): string {
  const { network, imageSize } = config;
  return `A ${markdownText(fileOf(network))} that looks at a chest radiograph and tells ${markdownText(taskText(config))}. Images of ${formatCount(imageSize)} x ${formatCount(imageSize)} pixels, ${enhancementText(config)}. ${DISCLAIMER}`;
}

function figuresOf(material: ReportMaterial): string[] {
  const parts = judgedParts(material);
  return [
    ...figureWarnings(material).map(markdownText),
    ...(parts[0] === undefined ? [] : [howToRead(parts[0].metrics)]),
    ...parts.map((part) => figuresText(part, imagesOf(part), unitText(part, material))),
    ...(material.metrics.outOfFold === undefined ? [] : [foldsText(material.metrics.outOfFold.folds)]),
  ];
}

function figuresText(part: JudgedPart, images: string, unit: string | null): string {
  const { mark, metrics } = part;
  const about =
    metrics.positive === null
      ? "sensitivity, AUROC and the like as means over the classes"
      : `sensitivity, AUROC and the like of ${markdownText(metrics.positive)}`;
  const rows = tableOf(metrics).map(([title, figure]) => [
    ...[title, markdownText(figureText(figure)), formatCount(figure.n)],
  ]);
  const marked = mark === null ? "" : ` (${markdownText(mark)})`;
  return [
    `On ${formatCount(metrics.images)} ${images}${marked}, with 95 % intervals; ${about}.${unit === null ? "" : ` ${unit}`}`,
    "",
    markdownTable(["figure", "estimate", "n"], rows, 2),
  ].join("\n");
}

function foldsText(folds: readonly FoldMetrics[]): string {
  const rows = folds.map(({ fold, images, patients, kept, accuracy, auroc }) => [
    String(fold),
    formatCount(images),
    patients === null ? "–" : formatCount(patients),
    keptName(kept),
    markdownText(figureText(accuracy)),
    markdownText(figureText(auroc)),
  ]);
  const head = ["fold", "images", "patients", "weights of epoch", "accuracy", "AUROC"];
  return [`Fold by fold. ${SPREAD}`, "", markdownTable(head, rows, head.length)].join("\n");
}

/** Of decisions, of ranks, of probabilities. */
function tableOf(metrics: PartMetrics): (readonly [title: string, figure: ReportFigure])[] {
  const { auroc, sensitivity, specificity, precision, npv, f1 } = shownFigures(metrics);
  const { after } = metrics.calibration;
  const { of, error } = shownReliability(metrics, after);
  const told = after.classes.find(({ name }) => name === metrics.positive);
  return [
    ["Accuracy", metrics.accuracy],
    ["Balanced accuracy", metrics.balancedAccuracy],
    ["AUROC", auroc],
    ["Sensitivity", sensitivity],
    ["Specificity", specificity],
    ["Positive predictive value (precision)", precision],
    ["Negative predictive value", npv],
    ["F1", f1],
    ["Brier score", after.brier],
    [`Calibration error of ${markdownText(of)}`, error],
    ...(told === undefined ? [] : [["Calibration slope (1: neither too sure nor too little)", told.slope] as const]),
  ];
}

const useText = (
  material: ReportMaterial,
): string => `Of the names ${markdownText(listed(material.config.names))}, with \`roentgen predict model.onnx IMAGE\`, or in Python:

\`\`\`python
${PYTHON_SNIPPET}\`\`\`

\`python predict.py model.onnx IMAGE...\` prints a line of JSON for each image. ${rawText(material)}`;

function rawText(material: ReportMaterial): string {
  const [part] = judgedParts(material);
  const without = part === undefined ? null : uncalibratedText(part.metrics);
  return without === null
    ? "With `--raw`, there as in `roentgen predict`, probabilities are the network's own, before calibration."
    : `${markdownText(capitalised(without))}. \`--raw\` therefore changes nothing.`;
}

function dataText(material: ReportMaterial): string {
  const rows = classCounts(material).map((cells) => cells.map(markdownText));
  const head = ["class", ...partsOf(material.config).map(({ title }) => title)];
  return [...dataOrigin(material).map(markdownText), markdownTable(head, rows, 1)].join("\n\n");
}

function trainingText({ config, images }: ReportMaterial): string {
  const parts = partsOf(config).map(({ title, split: part }) => ({
    title,
    count: formatCount(images.filter(({ split }) => split === part).length),
  }));
  const counts = isCrossValidation(config)
    ? listed(parts.map(({ title, count }) => `${count} images in ${title}`))
    : `${listed(parts.map(({ title, count }) => `${count} ${title}`))} images`;
  return `${counts} of ${markdownText(fileOf(config.data.root))}; ${markdownText(fileOf(config.network))} ${startText(config)}; recipe ${config.recipe}, seed ${String(config.seed)}. Every option stands in config.json, the whole report in report.html.`;
}

const plainWithCode = (line: string): string =>
  withCommands(line)
    .map(({ text, isCommand }) => (isCommand ? `\`${text}\`` : markdownText(text)))
    .join("");
