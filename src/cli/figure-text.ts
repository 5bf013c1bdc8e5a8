/** A figure in a table of the terminal: its estimate, and its interval in a column of its own. */
import { formatBounds, formatShare } from "../figures/index.ts";
import type { Figure } from "../statistics/index.ts";

/** null: there is none. */
export const figureText = (figure: Figure | null): string =>
  figure === null || figure.estimate === null ? "-" : formatShare(figure.estimate);

/** "0.844 to 0.898", "no interval"; "" where there is no estimate. */
export const intervalText = (figure: Figure | null): string =>
  figure === null || figure.estimate === null ? "" : formatBounds(figure);
