/** The frame of a plot: two scales, their grid, ticks and titles. Titles stand level, above and below what they name: nobody turns the head. */
import { formatTick } from "./number.ts";
import { type PlotScale, type ScaleKind, scaleOver } from "./scale.ts";
import { element, textElement } from "./svg.ts";

export interface PlotAxis {
  readonly title: string;
  readonly domain: readonly [number, number];
  /** Where ticks stand; default: about five round ones. */
  readonly ticks?: readonly number[];
  /** Default: formatTick. */
  readonly format?: (value: number) => string;
  /** Default: linear. */
  readonly kind?: ScaleKind;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Frame {
  readonly box: Box;
  readonly x: PlotScale;
  readonly y: PlotScale;
  /** Grid, ticks and titles, to lie below the marks. */
  readonly ground: string;
}

export function frame(box: Box, x: PlotAxis, y: PlotAxis): Frame {
  const across = scaleOver(x.kind ?? "linear", x.domain, [box.left, box.right]);
  const up = scaleOver(y.kind ?? "linear", y.domain, [box.bottom, box.top]);
  const ground = [rows(box, up, y), columns(box, across, x)].join("");
  return { box, x: across, y: up, ground };
}

/** 0, a half and 1 with the quarters between them. */
export const SHARES = [0, 0.25, 0.5, 0.75, 1] as const;

function rows({ left, right, top }: Box, y: PlotScale, { title, ticks = y.ticks(4), format = formatTick }: PlotAxis) {
  const marks = ticks.map((tick) => {
    const line = element("line", { class: "grid", x1: left, x2: right, y1: y(tick), y2: y(tick) });
    return line + textElement({ class: "tick", x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, format(tick));
  });
  return marks.join("") + textElement({ class: "axis-title", x: 0, y: Math.min(12, top - 14) }, title);
}

function columns(
  { left, right, bottom }: Box,
  x: PlotScale,
  { title, ticks = x.ticks(5), format = formatTick }: PlotAxis,
) {
  const axis = element("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom });
  const marks = ticks.map((tick) => {
    const line = element("line", { class: "axis", x1: x(tick), x2: x(tick), y1: bottom, y2: bottom + 4 });
    return line + textElement({ class: "tick", x: x(tick), y: bottom + 18, "text-anchor": "middle" }, format(tick));
  });
  const name = textElement({ class: "axis-title", x: right, y: bottom + 36, "text-anchor": "end" }, title);
  return axis + marks.join("") + name;
}
