/** What was asked: the task, the network, and what was decided before a figure was seen. */
import { formatCount, formatRate, formatShare } from "../../figures/index.ts";
import { isCrossValidation, type RunConfig } from "../../run/index.ts";
import { html, type Markup } from "../html.ts";
import { judgedParts, type ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import { facts } from "../table.ts";
import { counted, listed, taskText } from "../wording.ts";

export function question({ config, metrics, images }: Pick<ReportMaterial, "config" | "metrics" | "images">): Section {
  const { network, imageSize, recipe, seed } = config;
  const pairs: [string, string][] = [
    ["To tell apart", taskText(config)],
    ["Network", `${network}, ${startText(config)}`],
    ["Images", `${formatCount(imageSize)} × ${formatCount(imageSize)} pixels, ${enhancementText(config)}`],
    ["Training", `${trainingText(config)}${leftOutText(config, images)}`],
    ["Recipe", `${recipe}, seed ${String(seed)}`],
    ["Decided by", decisionText({ config, metrics })],
  ];
  return section("question", "What was asked", lead(config), facts(pairs));
}

function lead({ names, positive }: RunConfig): Markup {
  const asked =
    positive === null
      ? `which of ${listed(names)} a chest radiograph shows`
      : `whether a chest radiograph shows ${names[positive]}`;
  return html`<p class="lead">A network was trained to say ${asked}.</p>`;
}

export function startText({ options: { weights }, decided: { trainedFrom } }: RunConfig): string {
  if (weights === "none") return "from a random start";
  return typeof trainedFrom === "string" ? `from ${trainedFrom}` : `from ${String(weights)}`;
}

export function enhancementText({ enhance, decided }: RunConfig): string {
  if (!enhance) return "as they are";
  const { enhance: steps } = decided;
  const names = { balance: "white balance", clahe: "CLAHE" };
  const isKnown = (step: unknown): step is keyof typeof names => step === "balance" || step === "clahe";
  const given =
    typeof steps === "object" && steps !== null && "steps" in steps && Array.isArray(steps.steps) ? steps.steps : [];
  return `enhanced by ${listed(given.filter(isKnown).map((step) => names[step]))}`;
}

function trainingText({ options: { epochs, fineTuneEpochs, batch, rate, fineTuneRate }, decided }: RunConfig): string {
  const parts = [
    `at most ${counted(Number(epochs), "epoch")} with the base frozen at ${rateText(rate)}`,
    `${fineTuningText(decided.fineTuneEpochs ?? fineTuneEpochs)} at ${rateText(fineTuneRate)}`,
  ];
  return `${parts.join(", then ")}; batches of ${String(batch)}`;
}

/** With batch statistics every micro-batch is whole: what fills none is left out of an epoch, other images in each. */
function leftOutText(config: RunConfig, images: ReportMaterial["images"]): string {
  const { normalisation, microBatch, fineTuneEpochs } = config.decided;
  if (normalisation !== "batch" || fineTuneEpochs === 0 || isCrossValidation(config)) return "";
  const trained = images.filter(({ split }) => split === "train").length;
  const leftOut = trained % Number(microBatch);
  if (leftOut === 0) return "";
  return `; an epoch of fine-tuning leaves out ${formatCount(leftOut)} of ${counted(trained, "image")}, other ones in turn, as they fill no micro-batch of ${String(microBatch)}`;
}

/** epochs: a number; or a total, of both phases, as the published recipe has it. */
function fineTuningText(epochs: unknown): string {
  const isTotal = typeof epochs === "object" && epochs !== null && "total" in epochs;
  return isTotal ? `fine-tuning, at most ${String(epochs.total)} of both,` : `at most ${String(epochs)} of fine-tuning`;
}

const rateText = (rate: unknown): string => (typeof rate === "number" ? formatRate(rate) : "the recipe's rate");

function decisionText({ config, metrics }: Pick<ReportMaterial, "config" | "metrics">): string {
  const { positive, names } = config;
  if (positive === null) return "the most probable class";
  const point = judgedParts({ metrics, config })[0]?.metrics.operatingPoints.find(({ applied }) => applied);
  const from = point === undefined || point.threshold === null ? "a threshold" : `${formatShare(point.threshold)}`;
  const rule = point === undefined || Number.isFinite(Number(point.rule)) ? null : point.rule;
  const where = isCrossValidation(config) ? "the mean of those chosen in each fold" : "chosen on validation";
  const chosen = rule === null ? "" : `, ${where} by ${rule}`;
  return `the probability of ${names[positive]}, from ${from} on${chosen}`;
}
