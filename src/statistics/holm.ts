/**
 * Holm's correction for several tests (Scandinavian Journal of Statistics 6, 1979): the chance of any false finding among them stays at the
 * level of one test, whatever their dependence, and nothing is lost against Bonferroni's.
 */

/** Adjusted p-values in the order of the given ones: the i-th smallest of m times m - i (i from 0), never below a smaller one's. A test that has none (null) is not counted. */
export function holm<P extends number | null>(ps: readonly P[]): P[] {
  const known = ps.flatMap((p, place) => (p === null ? [] : [{ p, place }])).sort((a, b) => a.p - b.p);
  const adjusted = [...ps];
  let largest = 0;
  for (const [rank, { p, place }] of known.entries()) {
    largest = Math.max(largest, Math.min(1, p * (known.length - rank)));
    adjusted[place] = largest as P; // where a number was
  }
  return adjusted;
}
