/** Tables in Markdown, and numbers as they stand in them. */

/** rows: cells as text, the header first; every column but the first is of numbers, aligned to the right. */
export function table([header, ...rows]) {
  const rule = header.map((_, i) => (i === 0 ? "---" : "---:"));
  return [header, rule, ...rows].map((cells) => `| ${cells.map(escaped).join(" | ")} |`).join("\n");
}

const escaped = (cell) => String(cell).replaceAll("|", "\\|");

/** Three figures that count: 1234, 123, 12.3, 1.23, 0.0123. */
export function figure(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 100) return Math.round(value).toLocaleString("en");
  return value.toFixed(Math.min(8, 2 - Math.floor(Math.log10(size))));
}

/** The median, and between which values the middle half lies. */
export const figures = ({ median, low, high, count }) =>
  count === 1 ? figure(median) : `${figure(median)} (${figure(low)}–${figure(high)})`;
