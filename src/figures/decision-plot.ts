/** Net benefit over the threshold at which a person would act (Vickers and Elkin 2006): of the model, of acting on everybody, on nobody. */
import { type Drawing, drawing } from "./drawing.ts";
import { frame } from "./frame.ts";
import { type BandValues, bandMark, inside, label, lineMark, ruleMark } from "./marks.ts";
import { element } from "./svg.ts";

export interface DecisionPlot extends Drawing {
  /** Rising. */
  readonly threshold: readonly number[];
  readonly model: BandValues;
  readonly everybody: readonly number[];
  /** In pixels. */
  readonly width: number;
}

const HEIGHT = 300;
/** How far below nobody's line the model is followed, in heights of what is above it. */
const DEEPEST = 2;

export function decisionPlot(plot: DecisionPlot): string {
  const { threshold, model, everybody, width } = plot;
  const box = { left: 46, right: width - 10, top: 34, bottom: HEIGHT - 44 };
  const top = Math.max(0.05, ...known(model.high), ...known(model.estimate));
  const floor = -Math.min(DEEPEST * top, Math.max(top / 4, ...known(model.estimate).map((value) => -value)));
  const last = threshold.at(-1) ?? 1;
  const places = frame(
    box,
    { title: "threshold probability", domain: [threshold[0] ?? 0, last] },
    { title: "net benefit", domain: [floor, top] },
  );
  const marks = [
    ruleMark(places, "nobody", [threshold[0] ?? 0, 0], [last, 0]),
    lineMark(places, "everybody", threshold, everybody),
    bandMark(places, "main", threshold, model),
    lineMark(places, "main", threshold, model.estimate),
  ];
  const content = [places.ground, inside(box, marks.join("")), ...legend(box.right)];
  return drawing(plot, { width, height: HEIGHT, content });
}

/** In one line above the plot, its end at the right: on the lines themselves names would lie on other lines. */
function legend(right: number): string[] {
  let x = right;
  return LINES.flatMap(({ name, line, kind }) => {
    const start = x - CHARACTER * name.length;
    x = start - SAMPLE - 18;
    const sample = { class: line, x1: start - SAMPLE - 4, x2: start - 4, y1: 8, y2: 8 };
    return [element("line", sample), label({ text: name, x: start, y: 12, kind })];
  });
}

/** From the right to the left. */
const LINES = [
  { name: "nobody", line: "rule nobody", kind: "quiet" },
  { name: "everybody", line: "line everybody", kind: "quiet" },
  { name: "model", line: "line main", kind: "strong main" },
] as const;
const [CHARACTER, SAMPLE] = [7.4, 18];

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
