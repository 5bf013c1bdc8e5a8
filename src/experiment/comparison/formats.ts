/** The table of a comparison as CSV, Markdown and LaTeX. */

import { type ComparedRow, type Comparison, SEEN } from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { formatCsv } from "../../util/csv.ts";
import { cellsOf, type TaskCells } from "./cells.ts";

const FIGURES = ["accuracy", "sensitivity", "specificity", "auroc"] as const;

/** A row for each row, every figure with its limits in columns of their own; numbers as they are. */
export function toCsv({ columns, tasks }: Comparison): string {
  const header = [
    ...["task", ...columns, "runs", "images", "patients", "opening"],
    ...FIGURES.flatMap((name) => [name, `${name}_low`, `${name}_high`]),
    ...["reported", "best", "difference", "difference_low", "difference_high", "p", "p_holm", "test"],
  ];
  const rows = tasks.flatMap(({ task, rows }) =>
    rows.map((row) => [
      task,
      ...columns.map((column) => row.values[column] ?? null),
      row.runs.length,
      row.images,
      row.patients,
      row.opening,
      ...FIGURES.flatMap((name) => limits(row.figures[name])),
      row.reported,
      row.isBest ? "yes" : "no",
      ...against(row),
    ]),
  );
  return formatCsv(header, rows);
}

const limits = ({ estimate, low, high }: Figure): (number | null)[] => [estimate, low, high];

function against({ againstBest }: ComparedRow): (string | number | null)[] {
  if (againstBest === null) return [null, null, null, null, null, null];
  if (againstBest.kind === "not paired") return [null, null, null, null, null, againstBest.reason];
  return [...limits(againstBest.difference), againstBest.p, againstBest.adjusted, againstBest.test];
}

/** GitHub's tables; the best row in bold. */
export function toMarkdown(comparison: Comparison): string {
  const tables = cellsOf(comparison, { brief: false }).map(({ task, header, rows, words }) => {
    const line = (cells: readonly string[]): string => `| ${cells.map(escapedForMarkdown).join(" | ")} |`;
    const rule = `|${header.map((_, i) => (i < words ? "---" : "---:")).join("|")}|`;
    const bold = (cells: readonly string[]): string[] => cells.map((cell) => (cell === "" ? "" : `**${cell}**`));
    return [
      `## ${task}`,
      "",
      line(header),
      rule,
      ...rows.map(({ cells, isBest }) => line(isBest ? bold(cells) : cells)),
    ].join("\n");
  });
  const notes = comparison.notes.map((note) => `- ${note}`);
  return `${[`# ${comparison.title}`, ...tables, notes.join("\n")].join("\n\n")}\n`;
}

const escapedForMarkdown = (text: string): string => text.replaceAll("|", "\\|");

/** To be taken into a paper: needs \\usepackage{booktabs}. */
export function toLatex(comparison: Comparison): string {
  const tables = cellsOf(comparison, { brief: false }).map((task) => latexTable(task, comparison));
  return `% \\usepackage{booktabs}\n${tables.join("\n")}`;
}

function latexTable({ task, header, rows, words }: TaskCells, { title, notes }: Comparison): string {
  const line = (cells: readonly string[]): string => `  ${cells.map(escapedForLatex).join(" & ")} \\\\`;
  const bold = (cells: readonly string[]): string =>
    `  ${cells.map((cell) => (cell === "" ? "" : `\\textbf{${escapedForLatex(cell)}}`)).join(" & ")} \\\\`;
  return [
    "\\begin{table}",
    `\\caption{${escapedForLatex(`${title}, ${task}. ${notes.join(" ")}`)}}`,
    `\\begin{tabular}{${header.map((_, i) => (i < words ? "l" : "r")).join("")}}`,
    "\\toprule",
    line(header),
    "\\midrule",
    ...rows.map(({ cells, isBest }) => (isBest ? bold(cells) : line(cells))),
    "\\bottomrule",
    "\\end{tabular}",
    "\\end{table}",
    "",
  ].join("\n");
}

const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "$<$",
  [SEEN]: "\\textsuperscript{\\dag}",
};
const escapedForLatex = (text: string): string =>
  text.replaceAll(/[\\~^<†&%#_${}]/g, (sign) => LATEX[sign] ?? `\\${sign}`);
