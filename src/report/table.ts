/** Tables of text: the first cell of a row names it, the others are numbers to its right. */
import { type Content, html, type Markup } from "./html.ts";

export interface Table {
  /** What it holds, for who hears it. */
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | Markup)[])[];
}

/** Behind a figure: of a height to scroll in. */
export const table = (content: Table): Markup => scrolled(content, "scroll", "caption");

/** In the page itself, whole, under a heading that says what it holds. */
export const headedTable = (content: Table): Markup => scrolled(content, "scroll whole", "heard");

function scrolled({ caption, head, rows }: Table, kind: string, captionKind: string): Markup {
  const columns = head.map((name, i) =>
    i === 0 && name === "" ? html`<td></td>` : html`<th scope="col" class="${classOf(name)}">${name}</th>`,
  );
  const body = rows.map(([name, ...cells]) => {
    const numbers = cells.map((cell, i) => html`<td class="${classOf(head[i + 1] ?? "")}">${cell}</td>`);
    return html`<tr><th scope="row">${name ?? ""}</th>${numbers}</tr>`;
  });
  // a reader without a mouse scrolls what the focus is in
  return html`<div class="${kind}" tabindex="0" role="region" aria-label="${caption}"><table>
<caption class="${captionKind}">${caption}</caption><thead><tr>${columns}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Words, not numbers, stand below such a head. */
const classOf = (head: string): string => (WORDS.has(head) ? "method" : "number");

const WORDS: ReadonlySet<string> = new Set(["method", "why", "instead"]);

/** "0.912 (0.861 to 0.950)" in a cell that breaks before its interval where columns are narrow. */
export function breakable(text: string): Markup {
  const [, estimate, interval] = /^(\S+) \((.+)\)$/.exec(text) ?? [];
  if (estimate === undefined || interval === undefined) return html`${text}`;
  return html`<span class="estimate">${estimate}</span> <span class="bounds">${interval}</span>`;
}

/** Names and what they stand for. */
export function facts(pairs: readonly (readonly [name: string, content: Content])[]): Markup {
  return html`<dl class="facts">${pairs.map(([name, content]) => html`<div><dt>${name}</dt><dd>${content}</dd></div>`)}</dl>`;
}
