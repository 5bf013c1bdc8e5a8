/** Figures as dots with their intervals as whiskers, one below the other on one scale, each with its name and its number. */
import { type Drawing, drawing } from "./drawing.ts";
import { type Frame, frame } from "./frame.ts";
import { label, type Words, wrapped } from "./marks.ts";
import { type Bounds, formatBounds, formatPoints, formatShare, formatTick, type NoBounds } from "./number.ts";
import { element, escaped } from "./svg.ts";

export interface IntervalRow {
  readonly name: string;
  /** null: not defined; reason says why. */
  readonly figure: ({ readonly estimate: number } & (Bounds | NoBounds)) | null;
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
  /** What shares are told in; points: of a hundred, as gains and losses. */
  readonly unit?: Unit;
  /** In pixels; below 480, names stand above their whiskers. */
  readonly width: number;
  /** A value to hold all against, with what it is. */
  readonly reference?: { readonly value: number; readonly name: string };
}

type Unit = "share" | "points";

const UNITS = {
  share: { number: formatShare, tick: formatTick },
  points: { number: formatPoints, tick: (share: number): string => formatTick(100 * share) },
} as const satisfies Record<Unit, object>;

const ROOMY = 480;
/** Above the rows, with a name of what all are held against, and without; below them, with a title of the scale, and without. */
const [NAMED_TOP, TOP, TITLED_BELOW, BELOW] = [26, 4, 44, 26];
/** What "0.123 to 0.456" takes, in pixels, and with two minus signs. */
const [BOUNDS, SIGNED_BOUNDS] = [104, 122];
/** What an estimate takes; a letter of a name; a line of words. */
const [ESTIMATE, CHARACTER, LINE] = [56, 7.4, 16];
/** Half of an upright tick. */
const TICK = 7;
/** Of a narrow plot, beside the scale: half of a tick's words. */
const EDGE = 18;

export function intervalPlot(plot: IntervalPlot): string {
  const { rows, width, unit = "share" } = plot;
  const layout = layoutOf(plot);
  const box = { ...layout.across, top: layout.top, bottom: layout.bottom };
  const places = frame(
    box,
    { title: plot.xTitle, domain: plot.domain, format: UNITS[unit].tick },
    { title: "", domain: [0, 1], ticks: [] },
  );
  const stretches = stretchesOf(layout);
  const content = [
    ...columns(places, stretches),
    places.ground,
    ...referenceMark(places, plot, stretches),
    ...rows.map((row, i) => rowOf(places, row, layout.rows[i]!, { ...layout, unit })),
  ];
  return drawing(plot, { width, height: box.bottom + (plot.xTitle === "" ? BELOW : TITLED_BELOW), content });
}

interface Layout {
  readonly across: { readonly left: number; readonly right: number };
  readonly rows: readonly RowPlace[];
  readonly top: number;
  readonly bottom: number;
  readonly names: Pick<Words, "x" | "anchor">;
  /** Where numbers end, and what their bounds take. */
  readonly numbers: { readonly right: number; readonly bounds: number };
  readonly roomy: boolean;
}

/** Where the parts of a row stand, from above. */
interface RowPlace {
  readonly name: readonly Pick<Words, "text" | "y">[];
  readonly number: number;
  readonly whisker: number;
}

function layoutOf({ rows, width, reference }: IntervalPlot): Layout {
  const bounds = rows.some(({ figure }) => figure !== null && (figure.low ?? figure.estimate) < 0)
    ? SIGNED_BOUNDS
    : BOUNDS;
  const names = rows.map(({ name }) => name);
  const top = reference === undefined ? TOP : NAMED_TOP;
  return (width >= ROOMY ? roomyLayout : narrowLayout)(names, { width, bounds, top });
}

interface Room {
  readonly width: number;
  /** What bounds take. */
  readonly bounds: number;
  readonly top: number;
}

/** Names on the left of the whiskers, numbers on the right. */
function roomyLayout(names: readonly string[], { width, bounds, top }: Room): Layout {
  const left = Math.min(width * 0.4, 16 + CHARACTER * Math.max(...names.map((name) => name.length)));
  const each = names.map((name) => wrapped(name, (left - 16) / CHARACTER));
  const height = 30 + (Math.max(...each.map(({ length }) => length)) - 1) * LINE;
  const rows = each.map((lines, i): RowPlace => {
    const middle = top + height * (i + 0.5);
    const lastLine = middle + 4 + ((lines.length - 1) / 2) * LINE;
    return { name: nameUpTo(lastLine, lines), number: middle + 4, whisker: middle };
  });
  return {
    across: { left, right: width - bounds - ESTIMATE - 12 },
    rows,
    top,
    bottom: top + height * rows.length,
    names: { x: left - 14, anchor: "end" },
    numbers: { right: width, bounds },
    roomy: true,
  };
}

/** Names above the whiskers, and numbers beside a name's last line. */
function narrowLayout(names: readonly string[], { width, bounds, top }: Room): Layout {
  let bottom = top;
  const rows = names.map((name): RowPlace => {
    const lines = wrapped(name, (width - bounds - ESTIMATE) / CHARACTER);
    const lastLine = bottom + 4 + LINE * lines.length;
    bottom = lastLine + 30;
    return { name: nameUpTo(lastLine, lines), number: lastLine, whisker: lastLine + 16 };
  });
  return {
    across: { left: EDGE, right: width - EDGE },
    rows,
    top,
    bottom,
    names: { x: 0, anchor: "start" },
    numbers: { right: width, bounds },
    roomy: false,
  };
}

/** y: of the last line. */
const nameUpTo = (y: number, lines: readonly string[]): RowPlace["name"] =>
  lines.map((text, k) => ({ text, y: y - LINE * (lines.length - 1 - k) }));

/** Where upright lines run: beside words from top to bottom, else only across each whisker. */
type Stretch = readonly [from: number, to: number];

const stretchesOf = ({ roomy, rows, top, bottom }: Layout): Stretch[] =>
  roomy ? [[top, bottom]] : rows.map(({ whisker }) => [whisker - TICK - 2, whisker + TICK + 2]);

const columns = ({ x }: Frame, stretches: readonly Stretch[]): string[] =>
  x.ticks(5).flatMap((tick) => upright("grid", x(tick), stretches));

const upright = (kind: string, x: number, stretches: readonly Stretch[]): string[] =>
  stretches.map(([y1, y2]) => element("line", { class: kind, x1: x, x2: x, y1, y2 }));

function referenceMark({ x, box }: Frame, { reference, width }: IntervalPlot, stretches: readonly Stretch[]) {
  if (reference === undefined) return [];
  const at = x(reference.value);
  const half = (reference.name.length * CHARACTER) / 2;
  const inside = Math.min(Math.max(at, half), width - half);
  return [
    ...upright("rule reference", at, stretches),
    label({ text: reference.name, x: inside, y: box.top - 10, anchor: "middle", kind: "quiet" }),
  ];
}

interface RowLayout extends Pick<Layout, "names" | "numbers" | "roomy"> {
  readonly unit: Unit;
}

function rowOf(places: Frame, row: IntervalRow, at: RowPlace, { names, numbers, roomy, unit }: RowLayout): string {
  const { figure, reason } = row;
  const format = UNITS[unit].number;
  const number = { x: numbers.right, y: at.number, anchor: "end" as const };
  const named = at.name.map((line) => label({ ...line, ...names })).join("");
  if (figure === null)
    return named + label({ text: roomy ? "not defined" : (reason ?? "not defined"), ...number, kind: "quiet" });
  const interval = label({ text: formatBounds(figure, format), ...number, kind: "quiet" });
  const value = label({ text: format(figure.estimate), ...number, x: number.x - numbers.bounds, kind: "strong" });
  return named + figureMarks(places, { ...row, figure }, at.whisker, format) + value + interval;
}

type DefinedRow = IntervalRow & { readonly figure: NonNullable<IntervalRow["figure"]> };

/** Whisker, where there is an interval, and dot, and what stands beside them. */
function figureMarks(
  { x }: Frame,
  { name, figure, kind = "main", beside }: DefinedRow,
  y: number,
  format = formatShare,
): string {
  const { estimate, low, high } = figure;
  const told = `${name}: ${format(estimate)} (${formatBounds(figure, format)})`;
  const ends = low === null ? null : { x1: x(low), x2: x(high) };
  const whisker = ends === null ? "" : element("line", { class: `whisker ${kind}`, ...ends, y1: y, y2: y });
  const circle = { class: `dot ${kind}`, cx: x(estimate), cy: y, r: 5 };
  const dot = element("circle", circle, element("title", {}, escaped(told)));
  const tick = beside === undefined ? "" : besideTick(x(beside), y);
  return whisker + tick + dot;
}

const besideTick = (x: number, y: number): string =>
  element("line", { class: "beside-tick", x1: x, x2: x, y1: y - TICK, y2: y + TICK });
