/** What is drawn into a frame: lines, bands, dots with whiskers, and words beside them. Places come from the frame's scales. */
import { area, line } from "d3-shape";
import type { Frame } from "./frame.ts";
import { element, escaped, textElement } from "./svg.ts";

type Values = readonly (number | null)[];

/** Bounds in columns; null: not defined there, and the band has a gap. */
export interface BandBounds {
  readonly low: Values;
  readonly high: Values;
}

/** Values with their band, at the same places. */
export interface BandValues extends BandBounds {
  readonly estimate: Values;
}

type Places = Pick<Frame, "x" | "y">;

/** kind: class of the line. x: in rising or falling order. */
export function lineMark({ x, y }: Places, kind: string, xs: readonly number[], ys: Values): string {
  const path = line<number>()
    .defined((i) => isKnown(ys[i]))
    .x((i) => x(xs[i]!))
    .y((i) => y(ys[i]!))
    .digits(1)(indices(xs));
  return element("path", { class: `line ${kind}`, d: path ?? "" });
}

/** Between low and high. */
export function bandMark({ x, y }: Places, kind: string, xs: readonly number[], { low, high }: BandBounds): string {
  const path = area<number>()
    .defined((i) => isKnown(low[i]) && isKnown(high[i]))
    .x((i) => x(xs[i]!))
    .y0((i) => y(low[i]!))
    .y1((i) => y(high[i]!))
    .digits(1)(indices(xs));
  return element("path", { class: `band ${kind}`, d: path ?? "" });
}

export function ruleMark({ x, y }: Places, kind: string, from: Point, to: Point): string {
  return element("line", { class: `rule ${kind}`, x1: x(from[0]), y1: y(from[1]), x2: x(to[0]), y2: y(to[1]) });
}

export type Point = readonly [x: number, y: number];

/** note: what a pointer over it is told. */
export function dotMark({ x, y }: Places, kind: string, [at, up]: Point, note: string): string {
  const circle = { class: `dot ${kind}`, cx: x(at), cy: y(up), r: 4.5 };
  return element("circle", circle, element("title", {}, escaped(note)));
}

/** Upright, from low to high. */
export function whiskerMark({ x, y }: Places, kind: string, at: number, low: number, high: number): string {
  return element("line", { class: `whisker ${kind}`, x1: x(at), x2: x(at), y1: y(low), y2: y(high) });
}

export interface Words {
  readonly text: string;
  /** In pixels of the drawing. */
  readonly x: number;
  readonly y: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly kind?: string;
}

/** Words beside a mark, with the ground's colour around them, so that a line below does not cross them out. */
export function label({ text, x, y, anchor = "start", kind = "" }: Words): string {
  return textElement({ class: `label ${kind}`.trim(), x, y, "text-anchor": anchor }, text);
}

/** Its beginning, where it does not fit. */
const shortened = (name: string, characters: number): string =>
  name.length <= characters ? name : `${name.slice(0, Math.max(1, Math.floor(characters) - 1))}…`;

/** In one line or two, cut between words; shortened where that is not enough. */
export function inTwoLines(name: string, characters: number): string[] {
  const end = name.length <= characters ? 0 : wordsEnd(name, characters);
  if (end === 0) return [shortened(name, characters)];
  return [name.slice(0, end).trimEnd(), shortened(name.slice(end).trimStart(), characters)];
}

/** In lines of at most so many letters, cut between words where that can be. */
export function wrapped(text: string, characters: number): string[] {
  const most = Math.max(1, Math.floor(characters));
  const lines: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = wordsEnd(rest, most) || most;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}

/** Where the words end that have room: before a space, or behind a hyphen; 0: the first has none. */
const wordsEnd = (text: string, characters: number): number =>
  Math.max(0, text.lastIndexOf(" ", characters), text.lastIndexOf("-", characters - 1) + 1);

/** Marks that end at the edges of the box. */
export function inside({ left, right, top, bottom }: Frame["box"], marks: string): string {
  const [width, height] = [right - left, bottom - top];
  const window = { x: left, y: top, width, height, viewBox: `${left} ${top} ${width} ${height}`, overflow: "hidden" };
  return element("svg", window, marks);
}

/** Where words of a size do not meet lines, as far as that can be: in one of the corners of the box, which are tried in this order. */
export function freeCorner(box: Frame["box"], [width, height]: Point, lines: readonly (readonly Point[])[]): Corner {
  const places = CORNERS.map(({ anchor, below }): Corner & { readonly met: number } => {
    const left = anchor === "start" ? box.left : box.right - width;
    const top = below ? box.bottom - height : box.top;
    const met = lines.flatMap((line) =>
      line.slice(1).filter((end, i) => meets(line[i]!, end, { left, right: left + width, top, bottom: top + height })),
    );
    return { x: anchor === "start" ? box.left + INSET : box.right - INSET, y: top, anchor, met: met.length };
  });
  return places.reduce((best, place) => (place.met < best.met ? place : best));
}

export interface Corner {
  readonly x: number;
  /** Its upper edge. */
  readonly y: number;
  readonly anchor: "start" | "end";
}

const INSET = 12;
const CORNERS = [
  { anchor: "end", below: true },
  { anchor: "start", below: true },
  { anchor: "end", below: false },
  { anchor: "start", below: false },
] as const;

/** Whether the rectangle around a piece of a line reaches into the box. */
const meets = ([x0, y0]: Point, [x1, y1]: Point, { left, right, top, bottom }: Frame["box"]): boolean =>
  Math.max(x0, x1) >= left && Math.min(x0, x1) <= right && Math.max(y0, y1) >= top && Math.min(y0, y1) <= bottom;

/** Places of words one above the other, moved apart where they are nearer than `gap`; in the order of `wanted`. */
export function apart(wanted: readonly number[], gap: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const places = [...wanted];
  for (let k = 1; k < order.length; k++) {
    const [before, here] = [order[k - 1]!, order[k]!];
    const missing = gap - (places[here]! - places[before]!);
    if (missing <= 0) continue;
    for (const i of order.slice(0, k)) places[i]! -= missing / 2;
    places[here]! += missing / 2;
  }
  return places;
}

const isKnown = (value: number | null | undefined): value is number => value !== null && value !== undefined;

const indices = (values: readonly number[]): number[] => values.map((_, i) => i);
