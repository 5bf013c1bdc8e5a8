/** A figure over the epochs of a run, on training and validation, with its phases side by side and the epoch whose weights were kept. */
import { type Drawing, drawing } from "./drawing.ts";
import { type Frame, frame } from "./frame.ts";
import { apart, dotMark, label, lineMark } from "./marks.ts";
import { formatRate, formatTick, formatValue } from "./number.ts";
import { element } from "./svg.ts";

export interface LearningPhase {
  readonly name: string;
  readonly epochs: number;
}

export interface LearningLine {
  readonly name: string;
  /** Class of the line. */
  readonly kind: "main" | "other";
  /** By epoch, over all phases. */
  readonly values: readonly number[];
}

export interface LearningPlot extends Drawing {
  /** What the lines show. */
  readonly yTitle: string;
  /** rate: powers of ten; share: up to 1. */
  readonly scale: "amount" | "share" | "rate";
  readonly phases: readonly LearningPhase[];
  /** At least one, of at least one epoch. */
  readonly lines: readonly LearningLine[];
  /** Place of the epoch whose weights were kept; null: not known. */
  readonly kept: number | null;
}

const [WIDTH, HEIGHT] = [340, 280];
const BOX = { left: 46, right: WIDTH - 74, top: 50, bottom: HEIGHT - 44 };

export function learningPlot(plot: LearningPlot): string {
  const epochs = plot.lines[0]!.values.length;
  const numbers = plot.lines[0]!.values.map((_, i) => i + 1);
  const places = frame(BOX, epochAxis(epochs), { title: plot.yTitle, ...valueAxis(plot) });
  const content = [
    phases(places, plot.phases),
    places.ground,
    ...plot.lines.map(({ kind, values }) => lineMark(places, kind, numbers, values)),
    ...plot.lines.flatMap(({ kind, values }) => (epochs === 1 ? [dotMark(places, kind, [1, values[0]!], "")] : [])),
    ...keptMark(places, plot),
    ...names(places, plot.lines),
  ];
  return drawing(plot, { width: WIDTH, height: HEIGHT, content });
}

function epochAxis(epochs: number) {
  const step = Math.max(1, Math.ceil(epochs / 6));
  const ticks = Array.from({ length: Math.floor(epochs / step) }, (_, i) => (i + 1) * step);
  return { title: "epoch", domain: [0.5, epochs + 0.5], ticks } as const;
}

function valueAxis({ scale, lines }: LearningPlot) {
  const values = lines.flatMap((line) => line.values);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (scale === "rate")
    return {
      domain: [least / 1.6, most * 1.6],
      kind: "log",
      ticks: powersOfTen(least, most),
      format: formatRate,
    } as const;
  const low = scale === "share" ? Math.max(0, Math.floor(least * 10 - 0.5) / 10) : Math.min(0, least);
  return { domain: [low, scale === "share" ? 1 : most * 1.05 || 1], format: formatTick } as const;
}

/** The bounds themselves where no power of ten lies between them. */
function powersOfTen(least: number, most: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(least) - 1e-9), Math.floor(Math.log10(most) + 1e-9)];
  const powers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(`1e${first + i}`));
  return powers.length > 0 ? powers : [...new Set([least, most])];
}

/** Every second one on a shade. */
function phases({ x, box }: Frame, all: readonly LearningPhase[]): string {
  let start = 0.5;
  return all
    .map(({ name, epochs }, i) => {
      const [left, right] = [x(start), x(start + epochs)];
      start += epochs;
      const shade = {
        class: i % 2 === 0 ? "shade" : "no-shade",
        x: left,
        y: box.top - 8,
        width: right - left,
        height: box.bottom - box.top + 8,
      };
      const fits = right - left > name.length * 6;
      return (
        element("rect", shade) + (fits ? label({ text: name, x: left + 5, y: box.top + 6, kind: "quiet small" }) : "")
      );
    })
    .join("");
}

function keptMark(places: Frame, { kept, lines }: LearningPlot): string[] {
  const line = lines.at(-1)!;
  const value = kept === null ? undefined : line.values[kept];
  if (kept === null || value === undefined) return [];
  const note = `epoch ${kept + 1}, whose weights were kept: ${formatValue(value)}`;
  return [dotMark(places, `ring ${line.kind}`, [kept + 1, value], note)];
}

/** Each beside the end of its line. */
function names({ y, box }: Frame, lines: readonly LearningLine[]): string[] {
  const places = apart(
    lines.map(({ values }) => y(values.at(-1)!) + 4),
    15,
  );
  return lines.map(({ name, kind }, i) =>
    label({ text: name, x: box.right + 6, y: places[i]!, kind: `strong ${kind}` }),
  );
}
