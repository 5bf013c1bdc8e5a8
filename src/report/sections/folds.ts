/** Of a cross-validation: what each fold was judged on, by which epoch's weights, and how; and that the folds' spread is no interval. */
import { formatCount, intervalPlot } from "../../figures/index.ts";
import { type FoldMetrics, type OutOfFold, shownFigures } from "../../run/index.ts";
import { figure, PANEL, panel } from "../figure.ts";
import { keptName, SPREAD } from "../fold-wording.ts";
import { type Markup, nothing } from "../html.ts";
import type { ReportMaterial } from "../material.ts";
import { paragraph, type Section, section } from "../section.ts";
import { headedTable, type Table } from "../table.ts";
import { FIGURE_HEAD, figureCells, intervalRow, type ReportFigure } from "../wording.ts";

/** None, where there are no folds. */
export function folds({ metrics: { outOfFold } }: Pick<ReportMaterial, "metrics">): Section[] {
  if (outOfFold === undefined) return [];
  const lead = `Each fold's images were judged by the model that was trained on the others. ${SPREAD} The interval of all images together stands above.`;
  return [section("folds", "Folds", paragraph(lead), headedTable(judgedOn(outOfFold.folds)), byFold(outOfFold))];
}

function judgedOn(all: readonly FoldMetrics[]): Table {
  const names = all[0]?.classes.map(({ name }) => name) ?? [];
  const rows = all.map(({ fold, images, patients, classes, kept }) => [
    String(fold),
    formatCount(images),
    patients === null ? "–" : formatCount(patients),
    ...classes.map((each) => formatCount(each.images)),
    keptName(kept),
  ]);
  return {
    caption: "What each fold was judged on",
    head: ["fold", "images", "patients", ...names, "weights of epoch"],
    rows,
  };
}

const SHOWN = [
  ["accuracy", "accuracy"],
  ["AUROC", "auroc"],
  ["sensitivity", "sensitivity"],
  ["specificity", "specificity"],
] as const;

type Named = readonly [name: string, figure: ReportFigure];

/** One drawing for each figure: folds below each other, and below them the whole. */
function byFold({ metrics, folds: all }: OutOfFold): Markup {
  const whole = { ...shownFigures(metrics), accuracy: metrics.accuracy };
  const shown = SHOWN.map(([title, key]) => ({
    title,
    ofFolds: all.map((each): Named => [`fold ${String(each.fold)}`, each[key]]),
    ofAll: ["all folds", whole[key]] as Named,
  }));
  const rows = shown.flatMap(({ title, ofFolds, ofAll }) =>
    [...ofFolds, ofAll].map(([name, each]) => [`${title}, ${name}`, ...figureCells(each)]),
  );
  return figure({
    title: "Figures of each fold",
    drawings: shown.map(drawn),
    mark: nothing,
    caption: captionOf(metrics.positive),
    tables: [{ caption: "Figures of each fold", head: FIGURE_HEAD, rows }],
  });
}

interface ByFold {
  readonly title: string;
  readonly ofFolds: readonly Named[];
  readonly ofAll: Named;
}

function drawn({ title, ofFolds, ofAll }: ByFold, i: number): Markup {
  const all = { ...intervalRow(...ofAll), kind: "other" as const };
  const plot = intervalPlot({
    id: `by-fold-${String(i)}`,
    title: `Of each fold: ${title}`,
    description: "Dots with 95 % intervals, one fold below the other.",
    rows: [...ofFolds.map((each) => intervalRow(...each)), all],
    domain: [0, 1],
    xTitle: "",
    width: PANEL,
  });
  return panel(title, plot);
}

const captionOf = (positive: string | null): string =>
  `Lines are 95 % intervals. Grey: all folds together. AUROC, sensitivity and specificity are ${positive === null ? "means over the classes" : `those of ${positive}`}.`;
