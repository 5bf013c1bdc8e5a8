/** A figure in a table of the terminal: its estimate, and its interval in a column of its own. */
import type { Figure } from "../statistics/index.ts";

export const figureText = (figure: Figure | null): string => figure?.estimate?.toFixed(3) ?? "-";

export const intervalText = (figure: Figure | null): string =>
  figure === null || figure.low === null ? "" : `${figure.low.toFixed(3)} to ${figure.high.toFixed(3)}`;
