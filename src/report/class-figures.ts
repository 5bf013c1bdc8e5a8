/**
 * Figures of classes, one after the other, of which a reader may want one: the first stands open, the others unfold. What all of them say of
 * how they were made is said below the first. On paper all are open.
 */
import { figure, type PageFigure } from "./figure.ts";
import { html, type Markup, nothing } from "./html.ts";

type ClassFigure = PageFigure & { readonly title: string };

/** around: what each figure stands in. */
export function classFigures(
  [first, ...others]: readonly ClassFigure[],
  around = (each: Markup): Markup => each,
): Markup {
  if (first === undefined) return nothing;
  const folded = others.map(({ title, caption, ...each }) => {
    const content = around(figure({ ...each, title: null, caption: caption === first.caption ? null : caption }));
    return html`<details class="fold"><summary>${title}</summary>${content}</details>`;
  });
  return html`${around(figure(first))}${folded}`;
}

/** For readers' browsers that print only what is open. */
export const FOLD_SCRIPT = `
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".fold")) fold.open = true;
});
`;
