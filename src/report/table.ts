/**
 * Tables of text: the first cell of a row names it, the others are numbers to its right. Where there is less room than a table needs, its rows
 * stand one below the other, each cell below its column's name (style.ts): nobody scrolls sideways.
 */
import { type Content, html, type Markup, nothing } from "./html.ts";
import { isNumber, LEAST_ROOM, MANY, roomClass, roomOf } from "./table-room.ts";

/** A column's name; short: above narrow numbers, where there is room for all columns. */
type ColumnName = string | { readonly name: string; readonly short: string };

type Cell = string | Markup;

export interface Table {
  /** What it holds, for who hears it. */
  readonly caption: string;
  readonly head: readonly ColumnName[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Behind a figure: of a height to scroll in. */
export const table = (content: Table): Markup => inBox(content, "scroll", "caption");

/** In the page itself, whole, under a heading that says what it holds. */
export const headedTable = (content: Table): Markup => inBox(content, "scroll whole", "heard");

function inBox({ caption, head, rows }: Table, kind: string, captionKind: string): Markup {
  const names = head.map(namesOf);
  const room = roomOf(
    names.map(({ name, short }, i) => ({
      head: short,
      cells: rows.map((row) => row[i] ?? ""),
      isProse: isProse(name),
    })),
  );
  const labels = names.map(({ name }) => (room === LEAST_ROOM || name === "" ? nothing : html` data-label="${name}"`));
  const body = rows.map(([first, ...cells]) => {
    const others = cells.map((each, i) => cell(each, names[i + 1]?.name ?? "", labels[i + 1] ?? nothing));
    return html`<tr><th scope="row"${labels[0] ?? nothing}>${first ?? ""}</th>${others}</tr>`;
  });
  const kinds = `${head.length < MANY ? "" : "many "}${roomClass(room)}`;
  // a reader without a mouse scrolls what the focus is in
  return html`<div class="${kind}" tabindex="0" role="region" aria-label="${caption}"><table class="${kinds}">
<caption class="${captionKind}">${caption}</caption><thead><tr>${names.map(columnHead)}</tr></thead><tbody>${body}</tbody></table></div>`;
}

const namesOf = (column: ColumnName): { readonly name: string; readonly short: string } =>
  typeof column === "string" ? { name: column, short: column } : column;

function columnHead({ name, short }: ReturnType<typeof namesOf>, i: number): Markup {
  if (i === 0 && name === "") return html`<td></td>`;
  const written = short === name ? html`${name}` : html`<abbr title="${name}">${short}</abbr>`;
  return html`<th scope="col"${classOf(isProse(name) ? "prose" : "")}>${written}</th>`;
}

function cell(content: Cell, name: string, label: Markup): Markup {
  const kind = isProse(name) ? "prose" : typeof content !== "string" || isNumber(content) ? "" : "words";
  return html`<td${classOf(kind)}${label}>${content}</td>`;
}

const classOf = (kind: string): Markup => (kind === "" ? nothing : html` class="${kind}"`);

/** Sentences, not numbers, stand below such a head. */
const isProse = (name: string): boolean => ["method", "why", "instead"].includes(name);

/** "0.912 (0.861 to 0.950)" in a cell that breaks before its interval where columns are narrow. */
export function breakable(text: string): Cell {
  const [, estimate, interval] = /^(\S+) \((.+)\)$/.exec(text) ?? [];
  if (estimate === undefined || interval === undefined) return text;
  return html`<span class="estimate">${estimate}</span> <span class="bounds">${interval}</span>`;
}

/** Names and what they stand for. */
export function facts(pairs: readonly (readonly [name: string, content: Content])[]): Markup {
  return html`<dl class="facts">${pairs.map(([name, content]) => html`<div><dt>${name}</dt><dd>${content}</dd></div>`)}</dl>`;
}
