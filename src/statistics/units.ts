/**
 * What a bootstrap draws: cases, or clusters of cases that belong together (a patient's images), each within its stratum.
 * A cluster with cases of several strata is drawn among the clusters with cases of just those.
 *
 * One that is alone there would be in every resample, as if it were not chance that it was seen. Such lone units are drawn among each other
 * (collapsed strata: Hansen, Hurwitz and Madow 1953; Cochran 1977, 5A.12), a single one among the units of the largest stratum. But for one
 * that has a stratum's only cases: without it resamples would lack the stratum, a class. (Two lone ones that have it together may both be left out.)
 */
export interface Sampled {
  /** How many cases there are. */
  readonly cases: number;
  /** By case: what it is drawn among (its class). */
  readonly strata?: ArrayLike<string | number>;
  /** By case: what it is drawn together with (its patient). */
  readonly clusters?: ArrayLike<string | number>;
}

/** Numbered stratum by stratum. */
export interface Units {
  /** The unit of each case. */
  readonly of: Uint32Array;
  /** The unit that each case, or each cluster in the order in which they are first met, has become. */
  readonly numbers: Uint32Array;
  /** Where each stratum's units start; at the end how many units there are. */
  readonly starts: Uint32Array;
  /** Unit i is case i. */
  readonly areCases: boolean;
}

export function unitsOf({ cases, strata, clusters }: Sampled): Units {
  requireEach(cases, "strata", strata);
  requireEach(cases, "clusters", clusters);
  const { of, count } = clusters ? numbered(clusters) : { of: countUp(cases), count: cases };
  if (!strata) return { of, numbers: countUp(count), starts: Uint32Array.of(0, count), areCases: !clusters };
  const stratum = numbered(strata);
  const stratumOfUnit = clusters ? numbered(drawnAmong(strataOfUnits({ of, count }, stratum))) : stratum;
  const { numbers, starts } = inStrata(stratumOfUnit);
  return { of: of.map((unit) => numbers[unit]!), numbers, starts, areCases: false };
}

/** What is drawn, in words. */
export function drawnOf({ strata, clusters }: Sampled): string {
  return `${clusters ? "clusters" : "cases"}${strata ? " within strata" : ""}`;
}

interface Numbered {
  readonly of: Uint32Array;
  readonly count: number;
}

/** Numbers in the place of names, in the order in which they are first met. */
function numbered(names: ArrayLike<string | number>): Numbered {
  const numbers = new Map<string | number, number>();
  const of = new Uint32Array(names.length);
  for (let i = 0; i < names.length; i++) {
    const number = numbers.get(names[i]!) ?? numbers.size;
    numbers.set(names[i]!, number);
    of[i] = number;
  }
  return { of, count: numbers.size };
}

/** By cluster: the strata that its cases are in. */
function strataOfUnits(clusters: Numbered, strata: Numbered): ReadonlySet<number>[] {
  const seen = Array.from({ length: clusters.count }, () => new Set<number>());
  for (let i = 0; i < clusters.of.length; i++) seen[clusters.of[i]!]!.add(strata.of[i]!);
  return seen;
}

/** By unit: a name of those that it is drawn among, as a rule its strata. */
function drawnAmong(strataOf: readonly ReadonlySet<number>[]): string[] {
  const names = strataOf.map((each) => [...each].sort((a, b) => a - b).join(" "));
  const sizes = tally(names);
  const having = tally(strataOf.flatMap((each) => [...each]));
  const isLone = names.map(
    (name, unit) => sizes.get(name) === 1 && [...strataOf[unit]!].every((stratum) => having.get(stratum)! > 1),
  );
  const among = isLone.filter(Boolean).length > 1 ? "lone" : largest(sizes);
  return names.map((name, unit) => (isLone[unit] ? (among ?? name) : name));
}

function tally<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The first of the largest; null where all have one unit. */
function largest(sizes: ReadonlyMap<string, number>): string | null {
  const most = Math.max(...sizes.values());
  return most > 1 ? [...sizes.keys()].find((name) => sizes.get(name) === most)! : null;
}

/** Numbers the units anew, so that those of a stratum follow each other. */
function inStrata(strata: Numbered): Pick<Units, "numbers" | "starts"> {
  const starts = new Uint32Array(strata.count + 1);
  for (const stratum of strata.of) starts[stratum + 1]!++;
  for (let stratum = 0; stratum < strata.count; stratum++) starts[stratum + 1]! += starts[stratum]!;
  const next = starts.slice();
  return { numbers: strata.of.map((stratum) => next[stratum]!++), starts };
}

function countUp(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

function requireEach(cases: number, what: string, names?: ArrayLike<string | number>): void {
  if (names && names.length !== cases) throw new RangeError(`${cases} cases, but ${names.length} ${what}`);
}
