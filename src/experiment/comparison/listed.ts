/** Names in a note: the first ten, and how many more there are. */
const AT_MOST = 10;

export function listed(names: readonly string[]): string {
  const more = names.length > AT_MOST ? `, and ${names.length - AT_MOST} more` : "";
  return `${names.slice(0, AT_MOST).join(", ")}${more}`;
}

/** A row's name in a sentence; it may have commas. */
export const quoted = (name: string): string => `“${name}”`;
