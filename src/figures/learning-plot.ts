/** A figure over the epochs of a run, on training and validation, with its phases side by side and the epoch whose weights were kept. */
import { type Drawing, drawing } from "./drawing.ts";
import { type Frame, frame } from "./frame.ts";
import { apart, dotMark, label, lineMark } from "./marks.ts";
import { formatRate, formatTick, formatValue } from "./number.ts";
import { scaleOver, ticksOf } from "./scale.ts";
import { element } from "./svg.ts";

interface LearningPhase {
  readonly name: string;
  readonly epochs: number;
}

interface LearningLine {
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
  /** In pixels; default: 328 x 280. */
  readonly size?: readonly [width: number, height: number];
}

const SIZE = [328, 280] as const;
const [LEFT, TOP, BELOW] = [46, 46, 44];
/** What 0.0005 takes beyond other ticks. */
const RATE = 10;
/** Beside the ends of lines, for their names. */
const [NAMED, NAMELESS] = [74, 10];

export function learningPlot(plot: LearningPlot): string {
  const epochs = plot.lines[0]!.values.length;
  const numbers = plot.lines[0]!.values.map((_, i) => i + 1);
  const [width, height] = plot.size ?? SIZE;
  const isNamed = plot.lines.length > 1;
  const left = plot.scale === "rate" ? LEFT + RATE : LEFT;
  const box = { left, right: width - (isNamed ? NAMED : NAMELESS), top: TOP, bottom: height - BELOW };
  const places = frame(box, epochAxis(epochs), { title: plot.yTitle, ...valueAxis(plot, box.bottom - box.top) });
  const content = [
    phases(places, plot.phases),
    places.ground,
    ...plot.lines.map(({ kind, values }) => lineMark(places, kind, numbers, values)),
    ...plot.lines.flatMap(({ kind, values }) => (epochs === 1 ? [dotMark(places, kind, [1, values[0]!], "")] : [])),
    ...keptMark(places, plot),
    ...(isNamed ? names(places, plot.lines) : []),
  ];
  return drawing(plot, { width, height, content });
}

/** At most six ticks, at round epochs: of 50 at 10, 20, ... */
function epochAxis(epochs: number) {
  const least = epochs / 6;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= least)!; // 10 powers are enough
  const ticks = Array.from({ length: Math.floor(epochs / step) }, (_, i) => (i + 1) * step);
  return { title: "epoch", domain: [0.5, epochs + 0.5], ticks } as const;
}

/** height: of the axis, in pixels. */
function valueAxis({ scale, lines }: LearningPlot, height: number) {
  const values = lines.flatMap((line) => line.values);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (scale === "rate") {
    const domain = [least / 1.6, most * 1.6] as const;
    return { domain, kind: "log", ticks: rateTicks(values, domain, height), format: formatRate } as const;
  }
  const low = scale === "share" ? Math.max(0, Math.floor(least * 10 - 0.5) / 10) : Math.min(0, least);
  return { domain: [low, scale === "share" ? 1 : most * 1.05 || 1], format: formatTick } as const;
}

/** The rates themselves, where they are few; else round ones of the domain; as many as there is room for. */
function rateTicks(values: readonly number[], domain: readonly [number, number], height: number): number[] {
  const place = scaleOver("log", domain, [height, 0]);
  const different = [...new Set(values)];
  return withRoom(different.length <= FEW ? different : ticksOf("log", place), place);
}

/** Powers of ten go first, and others where they are a line of text away from those that are there. */
function withRoom(ticks: readonly number[], place: (tick: number) => number): number[] {
  const placed: number[] = [];
  const [powers, others] = [ticks.filter(isPowerOfTen), ticks.filter((tick) => !isPowerOfTen(tick))];
  for (const tick of [...powers, ...others])
    if (placed.every((other) => Math.abs(place(tick) - place(other)) >= LINE)) placed.push(tick);
  return placed.toSorted((a, b) => a - b);
}

const isPowerOfTen = (tick: number): boolean => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9;

/** Height of a tick's text. */
const LINE = 14;
const FEW = 2;

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
        y: box.top - 20,
        width: right - left,
        height: box.bottom - box.top + 20,
      };
      const fits = right - left > name.length * 6;
      return (
        element("rect", shade) +
        (fits ? label({ text: name, x: left + 5, y: box.top - 6, kind: "quiet small plain" }) : "")
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

/** Each beside the end of its line, above the axis. */
function names({ y, box }: Frame, lines: readonly LearningLine[]): string[] {
  const ends = lines.map(({ values }) => y(values.at(-1)!) + 4);
  const wanted = apart(ends, 15);
  const below = Math.max(0, Math.max(...wanted) - box.bottom);
  const places = wanted.map((place) => place - below);
  return lines.map(({ name, kind }, i) =>
    label({ text: name, x: box.right + 6, y: places[i]!, kind: `strong ${kind}` }),
  );
}
