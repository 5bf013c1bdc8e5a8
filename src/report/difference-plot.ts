/** A plot of differences, in the page's width and a telephone's: whole intervals, and the line of none, however small they are. */
import { type IntervalPlot, type IntervalRow, intervalPlot } from "../figures/index.ts";
import { forBothWidths } from "./figure.ts";
import type { Markup } from "./html.ts";

export interface DifferencePlot extends Omit<IntervalPlot, "domain" | "width" | "reference"> {
  /** Of the line of no difference. */
  readonly none: string;
}

/** At least so far to both sides of 0. */
const LEAST = 0.01;

export function differencePlot({ none, id, rows, ...plot }: DifferencePlot): Markup {
  const bounds = rows.flatMap(boundsOf);
  const domain = [Math.min(-LEAST, ...bounds), Math.max(LEAST, ...bounds)] as const;
  return forBothWidths((width, suffix) =>
    intervalPlot({ ...plot, id: id + suffix, rows, domain, reference: { value: 0, name: none }, width }),
  );
}

const boundsOf = ({ figure }: IntervalRow): number[] =>
  figure === null ? [] : [figure.low ?? figure.estimate, figure.high ?? figure.estimate];
