/** A figure of the page: its drawings, a sentence that says what they show and how it was made, and its numbers in a table behind them. */
import { html, type Markup, markup, nothing } from "./html.ts";
import { type Table, table } from "./table.ts";
import { capitalised } from "./wording.ts";

export interface PageFigure {
  /** Above the drawings; null: they say it themselves. */
  readonly title: string | null;
  /** One or more SVGs; several stand side by side where there is room. */
  readonly drawings: readonly Markup[];
  /** null: another figure says it. */
  readonly caption: string | null;
  readonly tables: readonly Table[];
  /** Such as "this part chose the weights". */
  readonly mark: Markup;
  /** Drawings are half as wide as the page; beside an odd one there is room for the caption. */
  readonly isPanels?: boolean;
}

export function figure({ title, drawings, caption, tables, mark, isPanels = false }: PageFigure): Markup {
  const heading = title === null ? nothing : html`<h3>${title}</h3>`;
  const numbers = html`<details><summary>The numbers</summary>${tables.map(table)}</details>`;
  const names = title === null && mark === nothing ? nothing : html`<div class="figure-title">${heading}${mark}</div>`;
  const told = caption === null ? nothing : html`<figcaption>${caption}</figcaption>`;
  const kind = isPanels && drawings.length % 2 === 1 ? html` class="odd"` : nothing;
  return html`<figure${kind}>${names}<div class="drawings n${String(drawings.length)}">${drawings}</div>
${told}${tables.length === 0 ? nothing : numbers}</figure>`;
}

/** In pixels: of the column of the page, and of a telephone. */
const [WIDE, NARROW] = [680, 340];
/** Of two drawings side by side. */
export const PANEL = 328;

/** A drawing that is made for a width, for both widths of the page, of which a reader has one. */
export const forBothWidths = (draw: (width: number, suffix: string) => string): Markup =>
  html`<div class="wide">${markup(draw(WIDE, ""))}</div><div class="narrow">${markup(draw(NARROW, "-narrow"))}</div>`;

/** One of several drawings of a figure, under a name of its own. */
export const panel = (name: string, drawn: string): Markup =>
  html`<div><p class="panel">${capitalised(name)}</p>${markup(drawn)}</div>`;

/** Says beside figures why they flatter. */
export const markOf = (text: string | null): Markup =>
  text === null ? nothing : html`<span class="mark">${text}</span>`;
