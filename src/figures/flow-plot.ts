/** Where images went: bars of their numbers, one below the other, each cut into what went on and what was left out. */
import { type Drawing, drawing } from "./drawing.ts";
import { label } from "./marks.ts";
import { formatCount } from "./number.ts";
import { element, escaped } from "./svg.ts";

export interface FlowPiece {
  readonly name: string;
  /** Beside the number, such as "682 patients". */
  readonly note: string | null;
  readonly images: number;
  /** out: left out. */
  readonly kind: "plain" | "main" | "out";
}

export interface FlowPlot extends Drawing {
  /** From the first to the last; each row's pieces come from the piece of the row above that is not left out. */
  readonly rows: readonly (readonly FlowPiece[])[];
  /** In pixels. */
  readonly width: number;
}

const [BAR, STEP, BELOW] = [14, 92, 58];
const TOP = 54;

export function flowPlot(plot: FlowPlot): string {
  const { rows, width } = plot;
  const most = Math.max(1, ...rows.map((row) => row.reduce((sum, { images }) => sum + images, 0)));
  const perImage = width / most;
  const placed = rows.map((row, i) => place(row, perImage, TOP + STEP * i));
  const content = [
    ...placed.slice(1).map((row, i) => ribbons(placed[i]!, row)),
    ...placed.flatMap((row) => row.map(bar)),
    ...placed.flatMap((row, i) => words(row, width, i > 0 && i === rows.length - 1)),
  ];
  return drawing(plot, { width, height: TOP + STEP * (rows.length - 1) + BAR + BELOW, content });
}

interface Placed extends FlowPiece {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function place(row: readonly FlowPiece[], perImage: number, y: number): Placed[] {
  let x = 0;
  return row.map((piece) => {
    const here = { ...piece, x, y, width: Math.max(2, piece.images * perImage) };
    x += here.width;
    return here;
  });
}

const bar = ({ x, y, width, kind, name, images }: Placed): string =>
  element(
    "rect",
    { class: `flow ${kind}`, x, y, width, height: BAR, rx: 2 },
    element("title", {}, escaped(`${name}: ${formatCount(images)} images`)),
  );

/** Each as wide as the piece that it leads to. */
function ribbons(above: readonly Placed[], row: readonly Placed[]): string {
  const source = above.find(({ kind }) => kind !== "out") ?? above[0]!;
  let x = source.x;
  return row
    .map((piece) => {
      const [from, to, y0, y1] = [x, piece.x, source.y + BAR, piece.y];
      x += piece.width;
      return element("path", { class: `ribbon ${piece.kind}`, d: ribbon(from, to, piece.width, y0, y1) });
    })
    .join("");
}

function ribbon(from: number, to: number, width: number, y0: number, y1: number): string {
  const middle = (y0 + y1) / 2;
  const at = (value: number): string => value.toFixed(1);
  const down = `M${at(from)},${y0}C${at(from)},${middle} ${at(to)},${middle} ${at(to)},${y1}`;
  const back = `L${at(to + width)},${y1}C${at(to + width)},${middle} ${at(from + width)},${middle} ${at(from + width)},${y0}Z`;
  return down + back;
}

const CHARACTER = 7.2;

/** Above each bar, or below it; moved to the left where they would leave the drawing, and apart where they would meet. */
function words(row: readonly Placed[], width: number, isBelow: boolean): string[] {
  let end = 0;
  const sizes = row.map(
    ({ name, note, images }) => CHARACTER * Math.max(name.length, imagesText(images).length, note?.length ?? 0),
  );
  return row.map((piece, i) => {
    const rest = sizes.slice(i).reduce((sum, size) => sum + size + 8, -8);
    const x = Math.max(end, Math.min(piece.x, width - rest));
    end = x + sizes[i]! + 8;
    return lines(piece)
      .map(([text, kind], k, all) =>
        label({ text, x, y: isBelow ? piece.y + BAR + 18 + 16 * k : piece.y - 7 - 16 * (all.length - 1 - k), kind }),
      )
      .join("");
  });
}

const lines = ({ name, images, note, kind }: Placed): (readonly [text: string, kind: string])[] => [
  [name, kind === "out" ? "quiet plain" : "strong plain"],
  [imagesText(images), "plain"],
  ...(note === null ? [] : [[note, "quiet plain"] as const]),
];

const imagesText = (images: number): string => `${formatCount(images)} images`;
