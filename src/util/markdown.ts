/** Markdown as GitHub reads it. */

/** Text that means itself. */
export const markdownText = (text: string): string => text.replace(/[\\`*_{}[\]<>#|&]/g, "\\$&");

/** Of cells that are Markdown already. words: of the first columns; the others are numbers, to the right. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[], words: number): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = `|${header.map((_, i) => (i < words ? "---" : "---:")).join("|")}|`;
  return [line(header), rule, ...rows.map(line)].join("\n");
}

export const markdownList = (texts: readonly string[]): string =>
  texts.map((text) => `- ${markdownText(text)}`).join("\n");
