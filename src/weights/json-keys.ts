/**
 * Names that stand twice in a JSON object, which JSON.parse passes over in silence (the last one wins).
 */

/** The first key that an object of this valid JSON text holds twice, at any depth; undefined if none does. */
export function duplicateKey(text: string): string | undefined {
  const open: Set<string>[] = []; // a set of keys for each object or list that is open here
  for (const [, string, colon, bracket] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|([{}[\]])/gu)) {
    if (bracket === "{" || bracket === "[") open.push(new Set());
    else if (bracket) open.pop();
    else if (colon) {
      const key: string = JSON.parse(string!);
      if (open.at(-1)!.has(key)) return key;
      open.at(-1)!.add(key);
    }
  }
  return undefined;
}
