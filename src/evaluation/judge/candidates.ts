/**
 * Figures that are to be told, each with the ways in which it can be: worked out with an interval that takes images as independent, and as
 * resamples see it, for where they are not. One pass of resamples serves all that need it.
 *
 * Resamples are drawn within classes. Where patients are known to have several images, every interval is of resamples of patients. Where
 * no resample differs from another (nobody was missed, or everybody is called the same), resamples say nothing: then the interval is that of
 * one image of each patient, or of as many images as there are patients.
 */
import {
  type Bootstrapped,
  bootstrap,
  type Figure,
  type Membership,
  proportion,
  type WeightedFigure,
  weightedProportion,
} from "../../statistics/index.ts";
import type { Cases } from "./cases.ts";

export interface Candidate {
  /** null: only resamples give it an interval. */
  readonly byImage: Figure | null;
  readonly resampled: WeightedFigure;
  /** Where every resample is alike, of a figure without byImage. */
  readonly atEdge?: Figure;
  /** By image: whether the figure rests on it; left out: on all. */
  readonly asked?: readonly boolean[];
  /** Whether it is a part of those that are asked. */
  readonly isShare?: boolean;
  /** What its interval is of, where the name does not tell: said behind the method. */
  readonly note?: string;
}

/** The part of hits among those that are asked. */
export const share = (byImage: Figure, hits: Membership, asked: readonly boolean[]): Candidate => ({
  byImage,
  resampled: weightedProportion(hits, asked),
  asked,
  isShare: true,
});

export type Candidates = ReadonlyMap<string, Candidate>;
export type Figures = ReadonlyMap<string, Figure>;

const SEED = 1;
const RESAMPLES = 2000;
/** From here on both kinds of interval agree, and BCa costs a look at every image left out. */
const MANY = 2000;

/** How all resamples are drawn. */
export const resampling = ({ truths, patients }: Cases, resamples: number) => ({
  cases: truths.length,
  strata: truths,
  ...(patients && { clusters: patients }),
  resamples,
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
      const figure = counted(found.get(name), candidate, cases) ?? candidate.byImage!; // asked for, or not null
      const settled = figure.estimate === null ? edgeFigure(figure, candidate, ofSingles?.get(name)) : figure;
      return [name, noted(settled, candidate)];
    }),
  );
}

const noted = (figure: Figure, { note }: Candidate): Figure =>
  note === undefined ? figure : { ...figure, method: `${figure.method}, ${note}` };

/** n: of the patients that the figure rests on. */
function counted(figure: Figure | undefined, { asked }: Candidate, { patients }: Cases): Figure | undefined {
  if (figure === undefined || patients === null || asked === undefined) return figure;
  return { ...figure, n: new Set(patients.filter((_, i) => asked[i])).size };
}

/** BCa has no interval where the estimate lies at the edge of the resamples: there the percentiles are taken. */
function resampledFigures(cases: Cases, asked: readonly NamedCandidate[]): Map<string, Figure> {
  const first = passOf(cases, asked, cases.truths.length > MANY ? "percentile" : "BCa");
  const again = asked.filter(([name]) => first.get(name)!.figure.estimate === null && vary(first.get(name)!));
  const found = [...first, ...passOf(cases, again, "percentile")];
  return new Map(found.map(([name, { figure }]) => [name, figure]));
}

type NamedCandidate = readonly [string, Candidate];

const vary = ({ resampled }: Bootstrapped): boolean => resampled[0] !== resampled.at(-1);

function passOf(
  cases: Cases,
  asked: readonly NamedCandidate[],
  interval: "BCa" | "percentile",
): Map<string, Bootstrapped> {
  if (asked.length === 0) return new Map();
  const figures = Object.fromEntries(asked.map(([name, { resampled }]) => [name, resampled]));
  return new Map(Object.entries(bootstrap({ ...resampling(cases, RESAMPLES), interval }, figures)));
}

/** figure: why resamples have none; single: of one image of each patient, where there are patients. */
function edgeFigure(figure: Figure, { byImage, atEdge, isShare }: Candidate, single: Candidate | undefined): Figure {
  const known = byImage ?? atEdge;
  if (known === undefined) return figure;
  if (single === undefined || known.estimate === null) return known;
  const ofOne = single.byImage ?? single.atEdge;
  if (ofOne?.estimate === known.estimate) return { ...ofOne, method: `${ofOne.method}, of one image of each patient` };
  if (!isShare) return { ...known, method: `${known.method}, images taken as independent` };
  return {
    ...proportion(known.estimate * figure.n, figure.n, ""),
    method: "Wilson score interval with n the patients",
  };
}

/** A figure that resamples would take too long for. */
export const withoutResamples = ({ patients }: Cases, figure: Figure): Figure =>
  patients === null ? figure : { ...figure, method: `${figure.method}, images taken as independent` };
