/** The first names of a list, and how many more there are: "a.png, b.png, and 98 more". */
const AT_MOST = 10;

export function firstFew(names: readonly string[], atMost = AT_MOST): string {
  const more = names.length > atMost ? `, and ${names.length - atMost} more` : "";
  return `${names.slice(0, atMost).join(", ")}${more}`;
}
