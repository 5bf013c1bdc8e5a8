/** A comparison as GitHub's tables; the best row in bold. */
import type { Comparison } from "../../run/index.ts";
import { markdownList, markdownTable, markdownText } from "../../util/markdown.ts";
import { cellsOf, type TaskCells } from "./cells.ts";

export function toMarkdown(comparison: Comparison): string {
  const { title, part, data, notes } = comparison;
  const parts = [
    `# ${markdownText(title)}`,
    `Judged on ${part} images${data === null ? "" : ` of ${markdownText(data)}`}.`,
    ...cellsOf(comparison, { brief: false }).flatMap(taskParts),
    markdownList(notes),
  ];
  return `${parts.join("\n\n")}\n`;
}

function taskParts({ task, header, rows, words }: TaskCells): string[] {
  const bold = (cell: string): string => (cell === "" ? "" : `**${markdownText(cell)}**`);
  const told = rows.map(({ cells, isBest }) => cells.map(isBest ? bold : markdownText));
  return [`## ${markdownText(task)}`, markdownTable(header.map(markdownText), told, words)];
}
