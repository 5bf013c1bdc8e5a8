/**
 * How wide a table is at least, if its words, but not its numbers, are broken into lines: guessed from its letters, generously. Where there
 * is less room than that, style.ts stacks its rows.
 */
import type { Markup } from "./html.ts";

/** In pixels: a table is stacked where it has less than the first of these that is enough for it, or the last. */
export const ROOMS = [300, 360, 420, 480, 540, 600, 660] as const;
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

/** Pixels that a letter takes in a cell, and in an interval, which is smaller; between columns; of sentences. */
const [LETTER, SMALL, GAP, NARROW_GAP, PROSE] = [7.6, 6.4, 24, 10, 150];

export function roomOf(columns: readonly Column[]): Room {
  const gap = columns.length < MANY ? GAP : NARROW_GAP;
  const width = columns.reduce((sum, column) => sum + widthOf(column) + gap, -gap);
  return ROOMS.find((room) => room >= width) ?? ROOMS.at(-1)!;
}

const widthOf = ({ head, cells, isProse }: Column): number =>
  isProse ? PROSE : Math.max(wordWidth(head), ...cells.map(cellWidth));

function cellWidth(content: Cell): number {
  if (typeof content !== "string") return pieceWidth(content);
  return isNumber(content) ? LETTER * content.length : wordWidth(content);
}

/** Numbers, intervals, dates: without letters but "to" and the "e" of 1e−5. They stay in one line. */
export const isNumber = (text: string): boolean => /^[^\p{L}]*(?:\de−\d+)?(?: to [^\p{L}]*)?$/u.test(text);

/** Of markup: its widest piece that is not broken. */
const pieceWidth = ({ text }: Markup): number =>
  Math.max(0, ...text.split(/<[^>]*>/).map((piece) => (piece.includes(" to ") ? SMALL : LETTER) * piece.trim().length));

const wordWidth = (text: string): number => LETTER * Math.max(0, ...text.split(/[\s-]/).map((word) => word.length));
