/**
 * Figures with intervals that count units (patients, each with all of its images; or cases): of few units Student's (few-units.ts); of others, and where
 * that cannot be had, the bootstrap's: BCa, and percentile where that cannot be had, either, or what is given instead. One pass of resamples serves
 * all that need it: within strata, and, of figures of the mix of classes, without.
 */
import { areAlike, type BootstrapPlan, type Bootstrapped, bootstrap } from "./bootstrap.ts";
import { FEW, studentFigure } from "./few-units.ts";
import type { Figure, MeasuredFigure } from "./figure.ts";
import { unitsOf } from "./units.ts";
import type { WeightedFigure } from "./weighted.ts";

/** Of more cases both kinds of bootstrap interval agree, and BCa costs a look at every case left out. */
const MANY = 2000;

type Plan = Omit<BootstrapPlan, "interval">;
type Named = readonly [name: string, figure: WeightedFigure];

/** instead: by name, in the place of percentiles. */
export function figuresByUnit<Name extends string>(
  plan: Plan,
  figures: Readonly<Record<Name, WeightedFigure>>,
  instead: ReadonlyMap<string, Figure> = new Map(),
): Record<Name, Figure> {
  const all = Object.entries<WeightedFigure>(figures);
  const { strata: _, ...ofMix } = plan;
  const found = new Map([
    ...figuresOf(
      plan,
      all.filter(([, { isOfMix }]) => !isOfMix),
      instead,
    ),
    ...figuresOf(
      ofMix,
      all.filter(([, { isOfMix }]) => isOfMix),
      instead,
    ),
  ]);
  return Object.fromEntries(all.map(([name]) => [name, found.get(name)!])) as Record<Name, Figure>; // each name, once
}

/** All drawn in one way. */
function figuresOf(
  plan: Plan,
  all: readonly Named[],
  instead: ReadonlyMap<string, Figure>,
): readonly (readonly [string, Figure])[] {
  const few = studentFigures(plan, all);
  const others = all.filter(([name]) => !few.has(name));
  const first = drawn({ ...plan, interval: plan.cases > MANY ? "percentile" : "BCa" }, others);
  const cut = others.filter(([name]) => !instead.has(name) && isCut(first.get(name)!));
  const again = drawn({ ...plan, interval: "percentile" }, cut);
  const resampled = (name: string): Figure => {
    const { figure } = again.get(name) ?? first.get(name)!;
    return figure.low === null ? (instead.get(name) ?? figure) : figure;
  };
  return all.map(([name]) => [name, few.get(name) ?? resampled(name)]);
}

/** Of few units, those that have one. */
function studentFigures(plan: Plan, figures: readonly Named[]): Map<string, MeasuredFigure> {
  const units = unitsOf(plan);
  if (units.starts.at(-1)! >= FEW) return new Map();
  const found = figures.map(([name, figure]) => [name, studentFigure(plan, units, figure)] as const);
  return new Map(found.flatMap(([name, figure]) => (figure === null ? [] : [[name, figure]])));
}

function drawn(plan: BootstrapPlan, figures: readonly Named[]): Map<string, Bootstrapped> {
  if (figures.length === 0) return new Map();
  return new Map(Object.entries(bootstrap(plan, Object.fromEntries(figures))));
}

/** Resamples differ, but BCa has no interval. */
const isCut = ({ figure, resampled }: Bootstrapped): boolean =>
  figure.low === null && figure.estimate !== null && resampled.length > 0 && !areAlike(resampled);
