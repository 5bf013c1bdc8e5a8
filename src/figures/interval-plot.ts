/** Figures as dots with their intervals as whiskers, one below the other on one scale, each with its name and its number. */
import { type Drawing, drawing } from "./drawing.ts";
import { type Frame, frame } from "./frame.ts";
import { label, wrapped } from "./marks.ts";
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
/** The same with its estimate; a letter of a name; a line of words. */
const [NUMBER, CHARACTER, LINE] = [160, 7.4, 16];
/** Half of an upright tick. */
const TICK = 7;
/** Of a narrow plot, beside the scale: half of a tick's words. */
const EDGE = 18;

export function intervalPlot(plot: IntervalPlot): string {
  const { rows, width } = plot;
  const layout = layoutOf(plot);
  const box = { ...layout.across, top: TOP, bottom: TOP + layout.rowHeight * rows.length };
  const places = frame(box, { title: plot.xTitle, domain: plot.domain }, { title: "", domain: [0, 1], ticks: [] });
  const stretches = stretchesOf(layout, rows.length, box.bottom);
  const content = [
    ...columns(places, stretches),
    places.ground,
    ...referenceMark(places, plot.reference, stretches),
    ...rows.map((row, i) => rowOf(places, row, TOP + layout.rowHeight * i, layout)),
  ];
  return drawing(plot, { width, height: box.bottom + 44, content });
}

/** Where the parts of a row stand; places down are from its top. */
interface Layout {
  readonly across: { readonly left: number; readonly right: number };
  readonly rowHeight: number;
  /** Of the whisker. */
  readonly middle: number;
  readonly names: {
    readonly x: number;
    readonly anchor: "start" | "end";
    lines(name: string): string[];
    /** Of a name's line, among so many. */
    y(line: number, lines: number): number;
  };
  readonly numbers: { readonly right: number; readonly y: number; readonly bounds: number };
  readonly roomy: boolean;
}

function layoutOf({ rows, width }: IntervalPlot): Layout {
  const bounds = rows.some(({ figure }) => figure !== null && figure.low < 0) ? SIGNED_BOUNDS : BOUNDS;
  const names = rows.map(({ name }) => name);
  return width >= ROOMY ? roomyLayout(names, width, bounds) : narrowLayout(names, width, bounds);
}

/** Names on the left of the whiskers, numbers on the right. */
function roomyLayout(names: readonly string[], width: number, bounds: number): Layout {
  const left = Math.min(width * 0.4, 16 + CHARACTER * Math.max(...names.map((name) => name.length)));
  const lines = (name: string): string[] => wrapped(name, (left - 16) / CHARACTER);
  const most = Math.max(...names.map((name) => lines(name).length));
  const middle = 15 + ((most - 1) * LINE) / 2;
  return {
    across: { left, right: width - bounds - 68 },
    rowHeight: 2 * middle,
    middle,
    names: { x: left - 14, anchor: "end", lines, y: (line, of) => middle + 4 + (line - (of - 1) / 2) * LINE },
    numbers: { right: width, y: middle + 4, bounds },
    roomy: true,
  };
}

/** Names above the whiskers, and beside them the numbers; where one is too long for that, between them and the whiskers. */
function narrowLayout(names: readonly string[], width: number, bounds: number): Layout {
  const beside = names.every((name) => name.length <= (width - NUMBER) / CHARACTER);
  const lines = (name: string): string[] => wrapped(name, width / CHARACTER);
  const lastLine = 20 + LINE * (Math.max(...names.map((name) => lines(name).length)) - 1);
  const y = beside ? lastLine : lastLine + LINE;
  return {
    across: { left: EDGE, right: width - EDGE },
    rowHeight: y + 32,
    middle: y + 16,
    names: { x: 0, anchor: "start", lines, y: (line, of) => lastLine + (line - of + 1) * LINE },
    numbers: { right: width, y, bounds },
    roomy: false,
  };
}

/** Where upright lines run: beside words from top to bottom, else only across each whisker. */
type Stretch = readonly [from: number, to: number];

function stretchesOf({ roomy, rowHeight, middle }: Layout, rows: number, bottom: number): Stretch[] {
  if (roomy) return [[TOP, bottom]];
  const middles = Array.from({ length: rows }, (_, i) => TOP + rowHeight * i + middle);
  return middles.map((y) => [y - TICK - 2, y + TICK + 2]);
}

const columns = ({ x }: Frame, stretches: readonly Stretch[]): string[] =>
  x.ticks(5).flatMap((tick) => upright("grid", x(tick), stretches));

const upright = (kind: string, x: number, stretches: readonly Stretch[]): string[] =>
  stretches.map(([y1, y2]) => element("line", { class: kind, x1: x, x2: x, y1, y2 }));

function referenceMark({ x, box }: Frame, reference: IntervalPlot["reference"], stretches: readonly Stretch[]) {
  if (reference === undefined) return [];
  const at = x(reference.value);
  return [
    ...upright("rule reference", at, stretches),
    label({ text: reference.name, x: at, y: box.top - 10, anchor: "middle", kind: "quiet" }),
  ];
}

/** top: of the row. */
function rowOf({ x }: Frame, row: IntervalRow, top: number, layout: Layout): string {
  const { name, figure, reason, kind = "main", beside } = row;
  const { numbers, roomy } = layout;
  const number = { x: numbers.right, y: top + numbers.y, anchor: "end" as const };
  const named = nameOf(name, top, layout.names);
  if (figure === null)
    return named + label({ text: roomy ? "not defined" : (reason ?? "not defined"), ...number, kind: "quiet" });
  const { estimate, low, high } = figure;
  const y = top + layout.middle;
  const told = `${formatShare(estimate)} (${formatBounds(figure)})`;
  const interval = label({ text: formatBounds(figure), ...number, kind: "quiet" });
  const value = label({ text: formatShare(estimate), ...number, x: number.x - numbers.bounds, kind: "strong" });
  const whisker = element("line", { class: `whisker ${kind}`, x1: x(low), x2: x(high), y1: y, y2: y });
  const dot = element(
    "circle",
    { class: `dot ${kind}`, cx: x(estimate), cy: y, r: 5 },
    element("title", {}, escaped(`${name}: ${told}`)),
  );
  const tick =
    beside === undefined
      ? ""
      : element("line", { class: "beside-tick", x1: x(beside), x2: x(beside), y1: y - TICK, y2: y + TICK });
  return named + whisker + tick + dot + value + interval;
}

function nameOf(name: string, top: number, { x, anchor, lines, y }: Layout["names"]): string {
  const each = lines(name);
  return each.map((text, i) => label({ text, x, y: top + y(i, each.length), anchor })).join("");
}
