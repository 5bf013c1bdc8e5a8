/** A figure in one cell of a table. */
import { formatShare } from "../figures/index.ts";
import type { Markup } from "./html.ts";
import { withInterval } from "./table.ts";
import { figureText, intervalText, type ReportFigure } from "./wording.ts";

/** format: of its numbers. */
export const figureCell = (figure: ReportFigure, format = formatShare): Markup | string =>
  figure.estimate === null ? figureText(figure) : withInterval(format(figure.estimate), intervalText(figure, format));
