/** A comparison as LaTeX, to be taken into a paper: a table for each task, with an interval below its estimate; notes below the last. */
import { type Comparison, SEEN } from "../../run/index.ts";
import { cellsOf, type TaskCells } from "./cells.ts";

/** Needs the package booktabs. */
export function toLatex(comparison: Comparison): string {
  const tasks = cellsOf(comparison, { brief: false });
  const notes = notesBelow(comparison.notes);
  const tables = tasks.map((task, i) => latexTable(task, comparison, i === tasks.length - 1 ? notes : []));
  return `% \\usepackage{booktabs}\n${tables.join("\n")}`;
}

function latexTable({ task, header, rows, words }: TaskCells, { title, part }: Comparison, below: readonly string[]) {
  return [
    "\\begin{table}",
    "\\centering\\footnotesize\\setlength{\\tabcolsep}{3pt}",
    `\\caption{${inLatex(`${title}: ${task}, judged on ${part} images.`)}}`,
    `\\label{tab:${task.replaceAll(/[^A-Za-z0-9]+/g, "-")}}`,
    `\\begin{tabular}{${header.map((_, i) => (i < words ? "l" : "r")).join("")}}`,
    "\\toprule",
    ...twoLines(header).map(joined),
    "\\midrule",
    rows.map((row) => linesOf(row).join("\n")).join("\n\\addlinespace\n"),
    "\\bottomrule",
    "\\end{tabular}",
    ...below,
    "\\end{table}",
    "",
  ].join("\n");
}

const linesOf = ({ cells, isBest }: TaskCells["rows"][number]): string[] =>
  twoLines(cells).map((line) => joined(isBest ? line.map(inBold) : line));

/** What stands in brackets at the end of a cell (an interval, or whose figure it is) stands in the second line, below the rest. */
function twoLines(cells: readonly string[]): string[][] {
  const parts = cells.map((cell) => /^(.+?) (\(.+)$/.exec(cell)?.slice(1) ?? [cell, ""]);
  return [0, 1].map((line) => parts.map((part) => inLatex(part[line]!)));
}

const joined = (cells: readonly string[]): string => `  ${cells.join(" & ")} \\\\`;

const inBold = (cell: string): string => (cell === "" ? "" : `\\textbf{${cell}}`);

const notesBelow = (notes: readonly string[]): string[] => [
  "",
  "\\medskip",
  `\\parbox{\\linewidth}{\\raggedright ${notes.map(inLatex).join("\n  ")}}`,
];

const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "$<$",
  ">": "$>$",
  "“": "``",
  "”": "''",
  "−": "$-$",
  [SEEN]: "\\textsuperscript{\\dag}",
};
const inLatex = (text: string): string => text.replaceAll(/[\\~^<>“”−†&%#_${}]/g, (sign) => LATEX[sign] ?? `\\${sign}`);
