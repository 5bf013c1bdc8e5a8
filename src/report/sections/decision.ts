/** What acting on the model would be worth, from each probability on, against acting on everybody and on nobody. */
import { decisionPlot } from "../../figures/index.ts";
import type { PartMetrics } from "../../run/index.ts";
import { figure, forBothWidths, markOf, PANEL, type PageFigure } from "../figure.ts";
import { html, markup, nothing } from "../html.ts";
import { type JudgedPart, judgedParts, type ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import { capitalised, cell, idOf } from "../wording.ts";

type Decision = PartMetrics["decision"][number];

export function decision({ metrics }: ReportMaterial): Section {
  const [part] = judgedParts(metrics);
  const figures = part?.metrics.decision.map((each, i) => figure(decisionFigure(part, each, i))) ?? [];
  const lead =
    "Whoever acts from a probability of 0.2 on takes four needless acts for one missed case. Net benefit counts both on that scale: above the other lines, the model is worth asking; below the one of nobody, or where its line leaves the picture, it does harm.";
  return section(
    "decision",
    "Decision curve",
    html`<p>${lead}</p>`,
    markOf(part?.mark ?? null),
    figures.length === 1 ? figures : html`<div class="beside">${figures}</div>`,
  );
}

function decisionFigure(
  part: JudgedPart,
  { name, threshold, model, everybody, method }: Decision,
  i: number,
): PageFigure {
  const draw = (width: number, suffix: string): string =>
    decisionPlot({
      id: idOf("decision", String(i)) + suffix,
      title: `Net benefit of acting on ${name}, ${part.name}`,
      description: "Net benefit over the threshold probability: of the model, of acting on everybody, on nobody.",
      threshold,
      model,
      everybody,
      width,
    });
  const alone = part.metrics.decision.length === 1;
  const rows = threshold.map((t, k) => [t, model.estimate[k], model.low[k], model.high[k], everybody[k]].map(cell));
  return {
    title: `Acting on ${name}`,
    drawings: [alone ? forBothWidths(draw) : markup(draw(PANEL, ""))],
    mark: nothing,
    caption:
      i > 0
        ? null
        : `${capitalised(part.name)}. Net benefit after Vickers and Elkin (2006), with a 95 % band: ${method}.`,
    tables: [{ caption: `Net benefit of ${name}`, head: ["threshold", "model", "low", "high", "everybody"], rows }],
  };
}
