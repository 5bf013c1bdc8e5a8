/** Figures as dots with their intervals as whiskers, one below the other on one scale, each with its name and its number. */
import { type Drawing, drawing } from "./drawing.ts";
import { type Frame, frame } from "./frame.ts";
import { label, shortened } from "./marks.ts";
import { type Bounds, formatBounds, formatShare } from "./number.ts";
import { element, escaped } from "./svg.ts";

export interface IntervalRow {
  readonly name: string;
  /** null: not defined; reason says why. */
  readonly figure: ({ readonly estimate: number } & Bounds) | null;
  readonly reason?: string;
  /** other: one to hold the others against. */
  readonly kind?: "main" | "other";
  /** A second value, without an interval, as an upright tick. */
  readonly beside?: number;
}

export interface IntervalPlot extends Drawing {
  readonly rows: readonly IntervalRow[];
  readonly domain: readonly [number, number];
  /** Below the scale. */
  readonly xTitle: string;
  /** In pixels; below 480, names stand above their whiskers. */
  readonly width: number;
  /** A value to hold all against, with what it is. */
  readonly reference?: { readonly value: number; readonly name: string };
}

const ROOMY = 480;
const TOP = 26;
/** What "0.123 to 0.456" takes, in pixels, and with two minus signs. */
const [BOUNDS, SIGNED_BOUNDS] = [104, 122];
/** The same with its estimate; a letter of a name. */
const [NUMBER, CHARACTER] = [160, 7];

export function intervalPlot(plot: IntervalPlot): string {
  const { rows, width } = plot;
  const roomy = width >= ROOMY;
  const rowHeight = roomy ? 30 : 46;
  const bounds = rows.some(({ figure }) => figure !== null && figure.low < 0) ? SIGNED_BOUNDS : BOUNDS;
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const left = roomy ? Math.min(width * 0.4, 16 + 7.4 * longest) : 8;
  const box = { left, right: width - (roomy ? bounds + 68 : 8), top: TOP, bottom: TOP + rowHeight * rows.length };
  const places = frame(box, { title: plot.xTitle, domain: plot.domain }, { title: "", domain: [0, 1], ticks: [] });
  const content = [
    columns(places),
    places.ground,
    ...referenceMark(places, plot.reference),
    ...rows.map((row, i) => rowOf(places, row, TOP + rowHeight * (i + (roomy ? 0.5 : 0.7)), { width, roomy, bounds })),
  ];
  return drawing(plot, { width, height: box.bottom + 44, content });
}

function columns({ x, box }: Frame): string {
  const lines = x
    .ticks(5)
    .map((tick) => element("line", { class: "grid", x1: x(tick), x2: x(tick), y1: box.top, y2: box.bottom }));
  return lines.join("");
}

function referenceMark({ x, box }: Frame, reference: IntervalPlot["reference"]): string[] {
  if (reference === undefined) return [];
  const at = x(reference.value);
  return [
    element("line", { class: "rule reference", x1: at, x2: at, y1: box.top - 6, y2: box.bottom }),
    label({ text: reference.name, x: at, y: box.top - 10, anchor: "middle", kind: "quiet" }),
  ];
}

interface Room {
  readonly width: number;
  readonly roomy: boolean;
  /** For the bounds, in pixels. */
  readonly bounds: number;
}

function rowOf(
  { x, box }: Frame,
  { name, figure, reason, kind = "main", beside }: IntervalRow,
  y: number,
  room: Room,
): string {
  const { width, roomy, bounds } = room;
  const title = roomy ? { x: box.left - 14, y: y + 4, anchor: "end" as const } : { x: box.left, y: y - 12 };
  const number = { x: width, y: roomy ? y + 4 : y - 12, anchor: "end" as const };
  const named = label({ text: roomy ? name : shortened(name, (width - NUMBER) / CHARACTER), ...title });
  if (figure === null)
    return named + label({ text: roomy ? "not defined" : (reason ?? "not defined"), ...number, kind: "quiet" });
  const { estimate, low, high } = figure;
  const told = `${formatShare(estimate)} (${formatBounds(figure)})`;
  const interval = label({ text: formatBounds(figure), ...number, kind: "quiet" });
  const value = label({ text: formatShare(estimate), ...number, x: number.x - bounds, kind: "strong" });
  const whisker = element("line", { class: `whisker ${kind}`, x1: x(low), x2: x(high), y1: y, y2: y });
  const dot = element(
    "circle",
    { class: `dot ${kind}`, cx: x(estimate), cy: y, r: 5 },
    element("title", {}, escaped(`${name}: ${told}`)),
  );
  const tick =
    beside === undefined
      ? ""
      : element("line", { class: "beside-tick", x1: x(beside), x2: x(beside), y1: y - 8, y2: y + 8 });
  return named + whisker + tick + dot + value + interval;
}
