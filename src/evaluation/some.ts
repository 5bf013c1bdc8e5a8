/** The first five of a list, and how many more there are. */
export function some(items: readonly string[]): string {
  const more = items.length > 5 ? `, and ${items.length - 5} more` : "";
  return items.slice(0, 5).join(", ") + more;
}
