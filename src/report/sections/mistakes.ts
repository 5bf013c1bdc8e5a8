/** The mistakes of which the model was surest, with their pictures. */
import { formatShare } from "../../figures/index.ts";
import { markOf } from "../figure.ts";
import { html, type Markup } from "../html.ts";
import { imagesOf, judgedParts, type Mistake, type ReportMaterial } from "../material.ts";
import { picture } from "../pictures.ts";
import { paragraph, type Section, section } from "../section.ts";
import { capitalised, fileOf } from "../wording.ts";

export function mistakes(material: ReportMaterial): Section {
  const { mistakes: worst } = material;
  const [part] = judgedParts(material);
  const titled = (...content: Parameters<typeof paragraph>) =>
    section("mistakes", "The most confident mistakes", ...content);
  if (part === undefined) return titled(paragraph("Nothing was judged."));
  if (worst.length === 0) return titled(paragraph(`None of the ${imagesOf(part)} was called what it is not.`));
  const gone = worst.some((mistake) => mistake.picture === null)
    ? " Where there is no picture, the image is no longer where it was."
    : "";
  const lead = paragraph(
    `${capitalised(imagesOf(part))} that were called what they are not, the surest first. A look at them often tells more than a figure.${gone}`,
  );
  return titled(lead, markOf(part.mark), html`<div class="mistakes">${worst.map(card)}</div>`);
}

function card({ path, truth, said, probability, picture: seen }: Mistake): Markup {
  const shown =
    seen === null ? html`<div class="gone">no picture</div>` : picture(seen, `Radiograph ${path}, which is ${truth}`);
  return html`<figure class="mistake">${shown}<figcaption>
<span>is <b>${truth}</b></span><span>said <b>${said}</b> at ${formatShare(probability)}</span><span class="path">${fileOf(path)}</span>
</figcaption></figure>`;
}
