/** What was said of each class: confusion matrices, and what they come to class by class. */
import { confusionPlot, formatCount, type IntervalRow, intervalPlot } from "../../figures/index.ts";
import { figure, markOf, PANEL, panel } from "../figure.ts";
import { html, type Markup, nothing } from "../html.ts";
import { type JudgedPart, judgedParts, type ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import type { Table } from "../table.ts";
import { capitalised, FIGURE_HEAD, FIGURE_NAMES, figureCells, intervalRow } from "../wording.ts";

export function confusion(material: ReportMaterial): Section {
  return section(
    "confusion",
    "Confusion matrices",
    html`<p>Every image of a row is of that class; columns are what the model called it.</p>`,
    judgedParts(material).map(ofPart),
  );
}

function ofPart(part: JudgedPart): Markup {
  const title = `${capitalised(part.title)}, ${formatCount(part.metrics.images)} images`;
  return html`<div class="figure-title"><h3>${title}</h3>${markOf(part.mark)}</div><div class="beside">${matrix(part)}${byClass(part)}</div>`;
}

function matrix(part: JudgedPart): Markup {
  const {
    confusion: { classes, counts, rates },
  } = part.metrics;
  const plot = confusionPlot({
    id: `confusion-${part.name}`,
    title: `Confusion matrix, ${part.title}`,
    description: classes.map((name, i) => `${name}: ${formatCount(counts[i]![i]!)} right`).join("; "),
    classes,
    counts,
    rates: rates.map((row) => row.map(({ estimate }) => estimate)),
  });
  return figure({
    title: null,
    drawings: [panel("Counts", plot)],
    mark: nothing,
    caption: "Below counts, and as depth of colour, the share of the row.",
    tables: [rateTable(part)],
  });
}

function rateTable({ title, metrics: { confusion: counted } }: JudgedPart): Table {
  const { classes, rates } = counted;
  const rows = rates.flatMap((row, i) =>
    row.map((rate, j) => [`${classes[i]} called ${classes[j]}`, ...figureCells(rate)]),
  );
  return { caption: `Shares of each class, ${title}`, head: FIGURE_HEAD, rows };
}

const SHOWN = ["sensitivity", "specificity", "precision", "npv", "f1"] as const;

type ClassFigures = JudgedPart["metrics"]["classes"][number];

/** In a binary task all figures of the one class, else those of each that a matrix shows as rows and columns; the table has all. */
function byClass(part: JudgedPart): Markup {
  const { classes, positive } = part.metrics;
  const shown = classes.filter((each) => positive === null || each.name === positive);
  const isDrawn = shown.some((each) => SHOWN.some((key) => each[key].estimate !== null));
  const numbers = shown.flatMap((each) =>
    SHOWN.map((key) => [`${FIGURE_NAMES[key]} of ${each.name}`, ...figureCells(each[key])]),
  );
  return figure({
    title: null,
    drawings: positive === null ? overClasses(part, shown) : shown.map((each) => overFigures(part, each)),
    mark: nothing,
    caption: isDrawn ? "Lines are 95 % intervals." : null,
    tables: [{ caption: `Class by class, ${part.title}`, head: FIGURE_HEAD, rows: numbers }],
  });
}

const overClasses = ({ name, title }: JudgedPart, classes: readonly ClassFigures[]): Markup[] =>
  (["sensitivity", "precision"] as const).map((key) =>
    panel(
      FIGURE_NAMES[key],
      drawn(
        `by-class-${name}-${key}`,
        `${capitalised(FIGURE_NAMES[key])} of each class, ${title}`,
        classes.map((each) => intervalRow(each.name, each[key])),
      ),
    ),
  );

const overFigures = ({ name, title }: JudgedPart, figures: ClassFigures): Markup =>
  panel(
    `Figures of ${figures.name}`,
    drawn(
      `by-class-${name}`,
      `Figures of ${figures.name}, ${title}`,
      SHOWN.map((key) => intervalRow(FIGURE_NAMES[key], figures[key])),
    ),
  );

const drawn = (id: string, title: string, rows: readonly IntervalRow[]): string =>
  intervalPlot({
    id,
    title,
    description: "Dots with 95 % intervals.",
    rows,
    domain: [0, 1],
    xTitle: "",
    width: PANEL,
  });
