/**
 * Tables of text: the first cell of a row names it, the others are numbers to its right. Where there is less room than a table needs, its rows
 * stand one below the other, each cell below its column's name (style.ts): nobody scrolls sideways.
 */
import { type Content, html, type Markup, nothing } from "./html.ts";
import { isNumber, LEAST_ROOM, MANY, roomClass, roomOf } from "./table-room.ts";

/** A column's name. */
export type ColumnName = string | Named;

interface Named {
  readonly name: string;
  /** Above narrow numbers, where there is room for all columns. */
  readonly short?: string;
  /** Sentences stand below it, not numbers. */
  readonly isProse?: boolean;
}

export const prose = (name: string): ColumnName => ({ name, isProse: true });

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
  const columns = head.map(columnOf);
  const room = roomOf(
    columns.map(({ short, isProse }, i) => ({ head: short, cells: rows.map((row) => row[i] ?? ""), isProse })),
  );
  const labels = columns.map(({ name }) =>
    room === LEAST_ROOM || name === "" ? nothing : html` data-label="${name}"`,
  );
  const body = rows.map(([first, ...cells]) => {
    const others = cells.map((each, i) => cell(each, columns[i + 1]?.isProse ?? false, labels[i + 1] ?? nothing));
    return html`<tr><th scope="row"${labels[0] ?? nothing}>${first ?? ""}</th>${others}</tr>`;
  });
  const kinds = `${head.length < MANY ? "" : "many "}${roomClass(room)}`;
  // a reader without a mouse scrolls what the focus is in
  return html`<div class="${kind}" tabindex="0" role="region" aria-label="${caption}"><table class="${kinds}">
<caption class="${captionKind}">${caption}</caption><thead><tr>${columns.map(columnHead)}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function columnOf(column: ColumnName): Required<Named> {
  const { name, short = name, isProse = false }: Named = typeof column === "string" ? { name: column } : column;
  return { name, short, isProse };
}

function columnHead({ name, short, isProse }: Required<Named>, i: number): Markup {
  if (i === 0 && name === "") return html`<td></td>`;
  const written = short === name ? html`${name}` : html`<abbr title="${name}">${short}</abbr>`;
  return html`<th scope="col"${classOf(isProse ? "prose" : "")}>${written}</th>`;
}

function cell(content: Cell, isProse: boolean, label: Markup): Markup {
  const kind = isProse ? "prose" : typeof content !== "string" || isNumber(content) ? "" : "words";
  return html`<td${classOf(kind)}${label}>${content}</td>`;
}

const classOf = (kind: string): Markup => (kind === "" ? nothing : html` class="${kind}"`);

/** In one cell, which breaks between the two where columns are narrow. */
export const withInterval = (estimate: string, interval: string): Markup =>
  html`<span class="estimate">${estimate}</span> <span class="bounds">${interval}</span>`;

/** Names and what they stand for. */
export function facts(pairs: readonly (readonly [name: string, content: Content])[]): Markup {
  return html`<dl class="facts">${pairs.map(([name, content]) => html`<div><dt>${name}</dt><dd>${content}</dd></div>`)}</dl>`;
}
