/** The table of a comparison as CSV, Markdown, LaTeX and HTML. */

import type { ComparedRow, Comparison } from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { formatCsv } from "../../util/csv.ts";
import { cellsOf, type TaskCells } from "./cells.ts";

const FIGURES = ["accuracy", "sensitivity", "specificity", "auroc"] as const;

/** A row for each row, every figure with its limits in columns of their own; numbers as they are. */
export function toCsv({ columns, tasks }: Comparison): string {
  const header = [
    ...["task", ...columns, "runs", "images", "patients"],
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
};
const escapedForLatex = (text: string): string =>
  text.replaceAll(/[\\~^<&%#_${}]/g, (sign) => LATEX[sign] ?? `\\${sign}`);

/** A page of its own, without scripts. */
export function toHtml(comparison: Comparison): string {
  const tables = cellsOf(comparison, { brief: false }).map(htmlTable);
  const notes = comparison.notes.map((note) => `<li>${escapedForHtml(note)}</li>`);
  const title = escapedForHtml(comparison.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 80rem; margin: 2rem auto; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; padding-block: 0.5rem; }
th, td { padding: 0.3rem 0.8rem; text-align: end; white-space: nowrap; border-block-end: 1px solid #8885; }
th.word, td.word { text-align: start; }
tr.best td, tr.best th { font-weight: 700; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${tables.join("\n")}
<ul>
${notes.join("\n")}
</ul>
</main>
</body>
</html>
`;
}

function htmlTable({ task, header, rows, words }: TaskCells): string {
  const kind = (i: number): string => (i < words ? ' class="word"' : "");
  const row = (cells: readonly string[], tag: string): string =>
    cells.map((cell, i) => `<${tag}${kind(i)}>${escapedForHtml(cell)}</${tag}>`).join("");
  const heads = header.map((cell, i) => `<th scope="col"${kind(i)}>${escapedForHtml(cell)}</th>`).join("");
  return `<div class="wide" role="region" tabindex="0" aria-label="${escapedForHtml(task)}">
<table>
<caption>${escapedForHtml(task)}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map(({ cells, isBest }) => `<tr${isBest ? ' class="best"' : ""}>${row(cells, "td")}</tr>`).join("\n")}
</tbody>
</table>
</div>`;
}

const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapedForHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => HTML[sign]!);
