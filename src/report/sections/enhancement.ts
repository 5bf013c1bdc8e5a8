/** Images before and after enhancement, as the network was shown them. */
import { isCrossValidation } from "../../run/index.ts";
import { html, type Markup } from "../html.ts";
import type { PicturePair, ReportMaterial } from "../material.ts";
import { picture } from "../pictures.ts";
import { paragraph, type Section, section } from "../section.ts";
import { fileOf } from "../wording.ts";
import { enhancementText } from "./question.ts";

export function enhancement({ config, pairs }: ReportMaterial): Section {
  const titled = (...content: Parameters<typeof paragraph>) =>
    section("enhancement", "Before and after enhancement", ...content);
  if (!config.enhance) return titled(paragraph("The network was shown the images as they are."));
  if (pairs.length === 0)
    return titled(paragraph("The images are no longer where they were, so that none can be shown."));
  const lead = paragraph(
    `${isCrossValidation(config) ? "Images" : "Validation images"}, ${enhancementText(config)}: above as decoded and resized, below as the network was shown them.`,
  );
  return titled(lead, html`<div class="pairs">${pairs.map(pair)}</div>`);
}

function pair({ path, label, before, after }: PicturePair): Markup {
  const both = html`${picture(before, `Radiograph ${path} before enhancement`)}${picture(after, `The same after enhancement`)}`;
  return html`<figure class="pair">${both}<figcaption><b>${label}</b> <span class="path">${fileOf(path)}</span></figcaption></figure>`;
}
