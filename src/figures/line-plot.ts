/**
 * Curves over an axis: points with lines between them, axes with titles, a legend. It draws what it is given and computes nothing of it.
 * Text takes the page's colour where the page sets one, else the reader's light or dark scheme.
 */
import { formatTick } from "./number.ts";
import { type PlotScale, roundScale, type ScaleKind, ticksOf } from "./scale.ts";
import { element, escaped, textElement } from "./svg.ts";

interface Axis {
  /** What, and its unit: "images", "peak memory, MB". */
  readonly label: string;
  readonly scale: ScaleKind;
}

interface Series {
  readonly name: string;
  /** In the order in which lines join them; finite, and positive on a log scale. At least one in all series together. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface LinePlot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** At most eight, which is as many as can be told apart. */
  readonly series: readonly Series[];
}

const [WIDTH, HEIGHT] = [640, 400];
const BOX = { left: 76, right: WIDTH - 24, top: 48, bottom: HEIGHT - 60 };

/** After Okabe and Ito (2008), for colour-blind readers; the blue is lighter, for dark grounds. */
const COLOURS = ["#1f83c4", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a8a00", "#888888"];
const MARKERS = ["circle", "square", "diamond"] as const;

const STYLE = `text{fill:#222;font:13px system-ui,sans-serif}.title{font-size:16px;font-weight:600}.ground{fill:#fff}
.grid{stroke:#ddd}.axis{stroke:#666}.line{fill:none;stroke-width:2}
@media(prefers-color-scheme:dark){text{fill:#e6e6e6}.ground{fill:#14171a}.grid{stroke:#3a3f44}.axis{stroke:#999}}`;

/** A whole SVG document, 640 x 400. */
export function linePlot({ title, x, y, series }: LinePlot): string {
  const points = series.flatMap((each) => each.points);
  const across = roundScale(
    x.scale,
    points.map((point) => point[0]),
    [BOX.left, BOX.right],
  );
  const up = roundScale(
    y.scale,
    points.map((point) => point[1]),
    [BOX.bottom, BOX.top],
  );
  const content = [
    element("title", {}, escaped(title)),
    element("style", {}, STYLE),
    element("rect", { class: "ground", width: WIDTH, height: HEIGHT }),
    textElement({ class: "title", x: BOX.left, y: 26 }, title),
    horizontalAxis(across, ticksOf(x.scale, across), x.label),
    verticalAxis(up, ticksOf(y.scale, up), y.label),
    ...series.map((each, k) => curve(each, k, across, up)),
    ...(series.length > 1 ? [legend(series, up, across)] : []),
  ];
  const size = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT };
  return element("svg", { xmlns: "http://www.w3.org/2000/svg", role: "img", ...size }, content.join("\n"));
}

function horizontalAxis(at: PlotScale, ticks: readonly number[], label: string): string {
  const marks = ticks.map((tick) => {
    const line = element("line", { class: "grid", x1: at(tick), x2: at(tick), y1: BOX.top, y2: BOX.bottom });
    return line + textElement({ x: at(tick), y: BOX.bottom + 20, "text-anchor": "middle" }, formatTick(tick));
  });
  const axis = element("line", { class: "axis", x1: BOX.left, x2: BOX.right, y1: BOX.bottom, y2: BOX.bottom });
  const middle = (BOX.left + BOX.right) / 2;
  return [...marks, axis, textElement({ x: middle, y: HEIGHT - 16, "text-anchor": "middle" }, label)].join("");
}

function verticalAxis(at: PlotScale, ticks: readonly number[], label: string): string {
  const marks = ticks.map((tick) => {
    const line = element("line", { class: "grid", x1: BOX.left, x2: BOX.right, y1: at(tick), y2: at(tick) });
    return line + textElement({ x: BOX.left - 8, y: at(tick) + 4, "text-anchor": "end" }, formatTick(tick));
  });
  const axis = element("line", { class: "axis", x1: BOX.left, x2: BOX.left, y1: BOX.top, y2: BOX.bottom });
  const middle = (BOX.top + BOX.bottom) / 2;
  const turned = { x: 0, y: 0, transform: `translate(20 ${middle}) rotate(-90)`, "text-anchor": "middle" };
  return [...marks, axis, textElement(turned, label)].join("");
}

function curve({ points }: Series, k: number, across: PlotScale, up: PlotScale): string {
  const places = points.map(([x, y]) => [across(x), up(y)] as const);
  const path = places.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");
  const line = element("polyline", { class: "line", stroke: colourOf(k), points: path });
  return line + places.map(([x, y]) => marker(k, x, y)).join("");
}

const colourOf = (k: number): string => COLOURS[k % COLOURS.length]!;

/** Shapes besides colours: for print without colour. */
function marker(k: number, x: number, y: number): string {
  const shape = MARKERS[k % MARKERS.length]!;
  const fill = colourOf(k);
  if (shape === "circle") return element("circle", { cx: x, cy: y, r: 4, fill });
  const square = { x: x - 3.6, y: y - 3.6, width: 7.2, height: 7.2, fill };
  return element(
    "rect",
    shape === "square" ? square : { ...square, transform: `rotate(45 ${x.toFixed(2)} ${y.toFixed(2)})` },
  );
}

const LEGEND_ROW = 20;
const CHARACTER = 7.2; // pixels, generously

/** In the upper corner that the curves leave free: on the left if they fall, or run lower there. */
function legend(series: readonly Series[], up: PlotScale, across: PlotScale): string {
  const width = 24 + CHARACTER * Math.max(...series.map(({ name }) => name.length));
  const height = LEGEND_ROW * series.length;
  const places = series.flatMap(({ points }) => points.map(([x, y]) => [across(x), up(y)] as const));
  const crowd = (left: number): number =>
    places.filter(([x, y]) => x >= left && x <= left + width && y <= BOX.top + height + 8).length;
  const [left, right] = [BOX.left + 12, BOX.right - width];
  const start = crowd(left) <= crowd(right) ? left : right;
  return series
    .map(({ name }, k) => {
      const y = BOX.top + 12 + LEGEND_ROW * k;
      return marker(k, start + 6, y) + textElement({ x: start + 18, y: y + 4 }, name);
    })
    .join("");
}
