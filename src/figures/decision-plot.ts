/** Net benefit over the threshold at which a person would act (Vickers and Elkin 2006): of the model, of acting on everybody, on nobody. */
import { type Drawing, drawing } from "./drawing.ts";
import { frame } from "./frame.ts";
import { type BandValues, bandMark, inside, label, lineMark, ruleMark } from "./marks.ts";

export interface DecisionPlot extends Drawing {
  /** Rising. */
  readonly threshold: readonly number[];
  readonly model: BandValues;
  readonly everybody: readonly number[];
  /** In pixels. */
  readonly width: number;
}

const HEIGHT = 300;

export function decisionPlot(plot: DecisionPlot): string {
  const { threshold, model, everybody, width } = plot;
  const box = { left: 46, right: width - 10, top: 34, bottom: HEIGHT - 44 };
  const top = Math.max(0.05, ...known(model.high), ...known(model.estimate));
  const last = threshold.at(-1) ?? 1;
  const places = frame(
    box,
    { title: "threshold probability", domain: [threshold[0] ?? 0, last] },
    { title: "net benefit", domain: [-top / 4, top] },
  );
  const marks = [
    ruleMark(places, "nobody", [threshold[0] ?? 0, 0], [last, 0]),
    lineMark(places, "reference", threshold, everybody),
    bandMark(places, "main", threshold, model),
    lineMark(places, "main", threshold, model.estimate),
  ];
  const middle = Math.floor(threshold.length * 0.4);
  const content = [
    places.ground,
    inside(box, marks.join("")),
    label({ text: "nobody", x: box.right - 4, y: places.y(0) - 6, anchor: "end", kind: "quiet" }),
    label({ text: "everybody", ...crossing(places.y(-top / 4) - 8, places.x, plot), kind: "quiet" }),
    label({
      text: "model",
      x: places.x(threshold[middle] ?? 0),
      y: places.y(model.estimate[middle] ?? 0) - 10,
      kind: "strong main",
    }),
  ];
  return drawing(plot, { width, height: HEIGHT, content });
}

/** Beside the line of "everybody", where it leaves the drawing. */
function crossing(y: number, x: (value: number) => number, { threshold, everybody, model }: DecisionPlot) {
  const floor = -Math.max(0.05, ...known(model.high)) / 5;
  const left = everybody.findIndex((value) => value < floor);
  const at = threshold[left === -1 ? threshold.length - 1 : left] ?? 0;
  return { x: x(at) + 6, y };
}

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
