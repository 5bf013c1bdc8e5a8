/** Sensitivity and specificity over the threshold, with bands, and the threshold that is looked at, which a page may move. */
import { type Drawing, drawing } from "./drawing.ts";
import { frame, SHARES } from "./frame.ts";
import { apart, type BandValues, bandMark, label, lineMark } from "./marks.ts";
import { element } from "./svg.ts";

export interface ThresholdPlot extends Drawing {
  /** Rising. */
  readonly threshold: readonly number[];
  readonly sensitivity: BandValues;
  readonly specificity: BandValues;
  /** Place of the threshold that is looked at. */
  readonly at: number;
  /** In pixels. */
  readonly width: number;
}

const HEIGHT = 260;

/** The marker has the class "marker"; `threshold` t lies at data-left + t (data-right - data-left). */
export function thresholdPlot(plot: ThresholdPlot): string {
  const { threshold, sensitivity, specificity, width } = plot;
  const box = { left: 38, right: width - 84, top: 34, bottom: HEIGHT - 44 };
  const square = { domain: [0, 1], ticks: SHARES } as const;
  const places = frame(box, { title: "threshold", ...square }, { title: "share", ...square });
  const at = places.x(threshold[plot.at] ?? 0);
  const ends = { "data-left": box.left, "data-right": box.right };
  const last = (values: BandValues): number => places.y(values.estimate.findLast((value) => value !== null) ?? 0) + 4;
  const [low, high] = apart([last(sensitivity), last(specificity)], 15) as [number, number]; // two of two
  const content = [
    places.ground,
    bandMark(places, "main", threshold, sensitivity),
    bandMark(places, "second", threshold, specificity),
    lineMark(places, "main", threshold, sensitivity.estimate),
    lineMark(places, "second", threshold, specificity.estimate),
    element("line", { class: "marker", x1: at, x2: at, y1: box.top - 6, y2: box.bottom, ...ends }),
    label({ text: "sensitivity", x: box.right + 6, y: low, kind: "strong main" }),
    label({ text: "specificity", x: box.right + 6, y: high, kind: "strong second" }),
  ];
  return drawing(plot, { width, height: HEIGHT, content });
}
