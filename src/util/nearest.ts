/**
 * The word that somebody probably meant, by Levenshtein's distance (1966).
 */

/**
 * The nearest candidate, case aside, if it is within half of the word's length; of equally near ones one whose length is nearest. Else undefined.
 * But the only one that has the whole word in it, of three letters or more, goes before: "gpu" is webgpu, not cpu.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const around = candidates.filter((candidate) => candidate.toLowerCase().includes(word.toLowerCase()));
  if (word.length >= 3 && around.length === 1) return around[0];
  const distances = candidates.map((candidate) => distance(word.toLowerCase(), candidate.toLowerCase()));
  const least = Math.min(...distances);
  if (least > Math.max(1, word.length / 2)) return undefined;
  const longer = (candidate: string): number => Math.abs(candidate.length - word.length);
  return candidates.filter((_, i) => distances[i] === least).sort((a, b) => longer(a) - longer(b))[0];
}

/** Letters to insert, remove or replace. One row of the table at a time: row[j] = distance of a's first i letters to b's first j. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
