/**
 * Figures that are to be told, each with the ways in which it can be: worked out with an interval that takes images as independent, and as
 * resamples see it, for where they are not. One pass of resamples serves all that need it.
 *
 * Resamples are drawn within classes. Where patients are known to have several images, every interval is of resamples of patients. Where
 * no resample differs from another (nobody was missed), resamples say nothing: then the interval is that of one image of each patient.
 */
import { type BootstrapPlan, bootstrap, type Figure, type WeightedFigure } from "../../statistics/index.ts";
import type { Cases } from "./cases.ts";

export interface Candidate {
  /** null: only resamples give it an interval. */
  readonly byImage: Figure | null;
  readonly resampled: WeightedFigure;
  /** Where every resample is alike, of a figure without byImage. */
  readonly atEdge?: Figure;
}

export type Candidates = ReadonlyMap<string, Candidate>;
export type Figures = ReadonlyMap<string, Figure>;

const SEED = 1;
const RESAMPLES = 2000;
/** From here on both kinds of interval agree, and BCa costs a look at every image left out. */
const MANY = 2000;

/** How all resamples are drawn. */
export const resampling = ({ truths, patients }: Cases): Omit<BootstrapPlan, "interval"> => ({
  cases: truths.length,
  strata: truths,
  ...(patients && { clusters: patients }),
  resamples: RESAMPLES,
  seed: SEED,
});

/** candidatesOf: of these images, and of others of the same classes. */
export function settle(cases: Cases, candidatesOf: (cases: Cases) => Candidates, single: () => Cases): Figures {
  const candidates = candidatesOf(cases);
  const asked = [...candidates].filter(([, { byImage }]) => cases.patients !== null || byImage === null);
  const found = resampledFigures(cases, asked);
  const ofSingles = cases.patients === null ? undefined : candidatesOf(single());
  return new Map(
    [...candidates].map(([name, candidate]) => {
      const figure = found.get(name) ?? candidate.byImage!; // asked for, or not null
      return [name, figure.estimate === null ? edgeFigure(figure, candidate, ofSingles?.get(name)) : figure];
    }),
  );
}

/** What has no interval of either kind stays undefined, with the reason. */
function resampledFigures(cases: Cases, asked: readonly (readonly [string, Candidate])[]): Map<string, Figure> {
  const first = passOf(cases, asked, cases.truths.length > MANY ? "percentile" : "BCa");
  const without = asked.filter(([name]) => first.get(name)!.estimate === null);
  return new Map([...first, ...passOf(cases, without, "percentile")]);
}

function passOf(
  cases: Cases,
  asked: readonly (readonly [string, Candidate])[],
  interval: "BCa" | "percentile",
): Map<string, Figure> {
  if (asked.length === 0) return new Map();
  const figures = Object.fromEntries(asked.map(([name, { resampled }]) => [name, resampled]));
  const results = bootstrap({ ...resampling(cases), interval }, figures);
  return new Map(Object.entries(results).map(([name, { figure }]) => [name, figure]));
}

function edgeFigure(figure: Figure, { byImage, atEdge }: Candidate, single: Candidate | undefined): Figure {
  if (single === undefined) return byImage ?? atEdge ?? figure;
  const ofOne = single.byImage ?? single.atEdge;
  const known = byImage ?? atEdge;
  if (ofOne?.estimate == null || known?.estimate !== ofOne.estimate) return known?.estimate === null ? known : figure;
  return { ...ofOne, method: `${ofOne.method}, of one image of each patient` };
}
