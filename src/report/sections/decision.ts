/** What acting on the model would be worth, from each probability on, against acting on everybody and on nobody. */
import { decisionPlot } from "../../figures/index.ts";
import type { PartMetrics } from "../../run/index.ts";
import { bandsText } from "../bands.ts";
import { figure, forBothWidths, markOf, PANEL, panel } from "../figure.ts";
import { html, type Markup, nothing } from "../html.ts";
import { type JudgedPart, judgedParts, type ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import type { Table } from "../table.ts";
import { capitalised, cell, idOf } from "../wording.ts";

type Decision = PartMetrics["decision"][number];

export function decision(material: ReportMaterial): Section {
  const [part] = judgedParts(material);
  const lead =
    "To act from a probability of 0.2 on is to hold one missed case as bad as four needless acts. Net benefit counts both on that scale. Above the other lines the model is worth asking; below nobody's, or where its line leaves the picture, it does harm.";
  return section(
    "decision",
    "Decision curve",
    html`<p>${lead}</p>`,
    markOf(part?.mark ?? null),
    part === undefined ? nothing : curves(part),
  );
}

function curves(part: JudgedPart): Markup {
  const all = part.metrics.decision;
  const [first] = all;
  if (first === undefined) return nothing;
  const isAlone = all.length === 1;
  return figure({
    title: isAlone ? actingOn(first) : null,
    drawings: isAlone
      ? [forBothWidths((width, suffix) => drawn(part, first, width, idOf("decision", "0") + suffix))]
      : all.map((each, i) => panel(actingOn(each), drawn(part, each, PANEL, idOf("decision", String(i))))),
    mark: nothing,
    caption: `${capitalised(part.title)}. Net benefit after Vickers and Elkin (2006). ${bandsText(all.map(({ model, method }) => ({ ...model, method })))}`,
    isPanels: !isAlone,
    tables: all.map(tableOf),
  });
}

const actingOn = ({ name }: Decision): string => `Acting on ${name}`;

function drawn(
  { title: part }: JudgedPart,
  { name, threshold, model, everybody }: Decision,
  width: number,
  id: string,
): string {
  return decisionPlot({
    id,
    title: `Net benefit of acting on ${name}, ${part}`,
    description: "Net benefit over the threshold probability: of the model, of acting on everybody, on nobody.",
    threshold,
    model,
    everybody,
    width,
  });
}

function tableOf({ name, threshold, model, everybody }: Decision): Table {
  const rows = threshold.map((t, k) => [t, model.estimate[k], model.low[k], model.high[k], everybody[k]].map(cell));
  return { caption: `Net benefit of ${name}`, head: ["threshold", "model", "low", "high", "everybody"], rows };
}
