/**
 * What a bootstrap draws: cases, or clusters of cases that belong together (a patient's images), each within its stratum.
 * A cluster with cases of several strata is drawn among the clusters with cases of just those.
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
  const stratumOfUnit = clusters ? numbered(combinations({ of, count }, stratum)) : stratum;
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

/** By cluster: the strata that its cases are in, as a name. */
function combinations(clusters: Numbered, strata: Numbered): string[] {
  const seen = Array.from({ length: clusters.count }, () => new Set<number>());
  for (let i = 0; i < clusters.of.length; i++) seen[clusters.of[i]!]!.add(strata.of[i]!);
  return seen.map((each) => [...each].sort((a, b) => a - b).join(" "));
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
