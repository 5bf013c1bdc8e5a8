/** Who has looked at the test part: every opening, and what it gave. */

import { isCrossValidation } from "../../run/index.ts";
import { figureCell } from "../figure-cell.ts";
import { html } from "../html.ts";
import type { ReportMaterial } from "../material.ts";
import { paragraph, type Section, section } from "../section.ts";
import { facts, headedTable, prose } from "../table.ts";

export function ledger({ ledger: entries, metrics, images, name, config }: ReportMaterial): Section {
  const titled = (...content: Parameters<typeof paragraph>) => section("ledger", "Ledger of the test part", ...content);
  if (isCrossValidation(config))
    return titled(
      paragraph(
        "A cross-validation has none: each image is judged by the fold's model that has not seen it. Each fold's own run has one, in the folder runs.",
      ),
    );
  if (!images.some(({ split }) => split === "test")) return titled(paragraph("The run has no test part."));
  if (entries.length === 0)
    return titled(
      paragraph("The test part is sealed: nobody has looked at it. It is opened, once, by"),
      html`<pre tabindex="0">roentgen evaluate ${name} --test --reason "…"</pre>`,
    );
  const rows = entries.map(({ opening, when, why, model }) => {
    const figures = metrics.test.find((each) => each.opening === opening);
    return [
      String(opening),
      when.slice(0, 16).replace("T", " "),
      why,
      figures ? figureCell(figures.metrics.accuracy) : "interrupted",
      model.slice(0, 12),
    ];
  });
  const lead = "Each opening of the sealed test part. Only the first one saw images that had decided nothing.";
  return titled(
    paragraph(lead),
    headedTable({ caption: "Openings", head: ["opening", "when (UTC)", prose("why"), "accuracy", "model"], rows }),
    facts([["SHA-256 of the last line", entries.at(-1)!.sha256]]),
    paragraph(
      "It follows from every line, and each line from what was judged and what came of it: whoever has kept it can tell whether any of that was changed since.",
    ),
  );
}
