/**
 * How wide a table is at least, if its words, but not its numbers, are broken into lines: guessed from its letters, generously. Where there
 * is less room than that, style.ts stacks its rows.
 */
import type { Markup } from "./html.ts";

/** In pixels: a table is stacked where it has less than the first of these that is enough for it, or the last. */
export const ROOMS = [300, 360, 420, 480, 540, 600, 660, 720, 780] as const;
export type Room = (typeof ROOMS)[number];

/** Every telephone has it: tables of it are never stacked. */
export const LEAST_ROOM: Room = 300;

export const roomClass = (room: Room): string => `room-${String(room)}`;

/** From so many columns on, gaps are narrow, and intervals stand below their estimates. */
export const MANY = 6;

type Cell = string | Markup;

/** A column's head as it is written, and its cells. */
export interface Column {
  readonly head: string;
  readonly cells: readonly Cell[];
  /** Sentences stand in it, not numbers. */
  readonly isProse: boolean;
}

/** Pixels of a letter, of one of an interval, which is written smaller beside its estimate, and between columns. */
interface Sizes {
  readonly letter: number;
  readonly small: number;
  readonly gap: number;
}

/** Of few columns, and of many. */
const [FEW_SIZES, MANY_SIZES]: readonly [Sizes, Sizes] = [
  { letter: 7.6, small: 6.4, gap: 24 },
  { letter: 6.9, small: 5.9, gap: 10 },
];
/** Of sentences, in pixels. */
const PROSE = 150;

export function roomOf(columns: readonly Column[]): Room {
  const sizes = columns.length < MANY ? FEW_SIZES : MANY_SIZES;
  const width = columns.reduce((sum, column) => sum + widthOf(column, sizes) + sizes.gap, -sizes.gap);
  return ROOMS.find((room) => room >= width) ?? ROOMS.at(-1)!;
}

const widthOf = ({ head, cells, isProse }: Column, sizes: Sizes): number =>
  isProse ? PROSE : Math.max(pieceWidth(head, sizes), ...cells.map((cell) => cellWidth(cell, sizes)));

function cellWidth(content: Cell, sizes: Sizes): number {
  if (typeof content === "string") return pieceWidth(content, sizes);
  return Math.max(
    ...content.text.split(/<[^>]*>/).map((piece) => pieceWidth(piece.trim(), besideEstimate(piece, sizes))),
  );
}

/** An interval in markup. */
const besideEstimate = (piece: string, sizes: Sizes): Sizes =>
  piece.includes(" to ") ? { ...sizes, letter: sizes.small } : sizes;

/** Of the whole, where it is a number, else of its longest word. */
const pieceWidth = (text: string, { letter }: Sizes): number =>
  letter * Math.max(...(isNumber(text) ? [text] : text.split(/[\s-]/)).map(({ length }) => length));

/** Numbers, intervals, dates: without letters but "to" and the "e" of 1e−5. They stay in one line. */
export const isNumber = (text: string): boolean => /^[^\p{L}]*(?:\de−\d+)?(?: to [^\p{L}]*)?$/u.test(text);
