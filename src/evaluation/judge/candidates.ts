/**
 * Figures that are to be told, each with the ways in which it can be: known already (rate.ts, unseen.ts); or worked out with an interval that takes
 * images as independent, and as resamples see it, for where they are not. One pass of resamples serves all that need it.
 *
 * Resamples are drawn within classes; where patients are known to have several images, of patients. Where no resample differs from another
 * (every image stands on its right side), they say nothing: then the interval is that of one image of each patient.
 */
import { type Bootstrapped, bootstrap, type Figure, type WeightedFigure } from "../../statistics/index.ts";
import type { Cases } from "./cases.ts";

export interface Open {
  /** null: only resamples give it an interval. */
  readonly byImage: Figure | null;
  readonly resampled: WeightedFigure;
  /** Where every resample is alike, of a figure without byImage. */
  readonly atEdge?: Figure;
  /** What its interval is of, where the name does not tell: said behind the method. */
  readonly note?: string;
}

/** Worked out, whether patients have several images or not. */
interface Known {
  readonly known: Figure;
}

export type Candidate = Open | Known;
export type Candidates = ReadonlyMap<string, Candidate>;
export type Figures = ReadonlyMap<string, Figure>;

const SEED = 1;
export const RESAMPLES = 2000;
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

/** candidatesOf: of these images, and of others of the same classes. single: one image of each patient. */
export function settle<Some extends Cases>(
  cases: Some,
  candidatesOf: (cases: Some) => Candidates,
  single: () => Some,
): Figures {
  const candidates = candidatesOf(cases);
  const open = [...candidates].flatMap(([name, candidate]) =>
    "known" in candidate ? [] : [[name, candidate] as const],
  );
  const asked = open.filter(([, { byImage }]) => cases.patients !== null || byImage === null);
  const found = resampledFigures(cases, asked);
  const figureOf = ([name, { byImage }]: NamedOpen): Figure => found.get(name) ?? byImage!; // asked for, or not null
  const isSomeAtEdge = open.some((named) => figureOf(named).low === null);
  const ofSingles = cases.patients !== null && isSomeAtEdge ? candidatesOf(single()) : undefined;
  const settled = open.map(([name, candidate]) => {
    const figure = figureOf([name, candidate]);
    const told = figure.low === null ? edgeFigure(figure, candidate, ofSingles?.get(name)) : figure;
    return [name, noted(told, candidate)] as const;
  });
  const known = [...candidates].flatMap(([name, candidate]) =>
    "known" in candidate ? [[name, candidate.known] as const] : [],
  );
  return new Map([...known, ...settled]);
}

const noted = (figure: Figure, { note }: Open): Figure =>
  note === undefined ? figure : { ...figure, method: `${figure.method}, ${note}` };

/** BCa has no interval where the estimate lies at the edge of the resamples: there the percentiles are taken. */
function resampledFigures(cases: Cases, asked: readonly NamedOpen[]): Map<string, Figure> {
  const first = passOf(cases, asked, cases.truths.length > MANY ? "percentile" : "BCa");
  const again = asked.filter(([name]) => first.get(name)!.figure.low === null && vary(first.get(name)!));
  const found = [...first, ...passOf(cases, again, "percentile")];
  return new Map(found.map(([name, { figure }]) => [name, figure]));
}

type NamedOpen = readonly [string, Open];

const vary = ({ resampled }: Bootstrapped): boolean => resampled[0] !== resampled.at(-1);

function passOf(cases: Cases, asked: readonly NamedOpen[], interval: "BCa" | "percentile"): Map<string, Bootstrapped> {
  if (asked.length === 0) return new Map();
  const figures = Object.fromEntries(asked.map(([name, { resampled }]) => [name, resampled]));
  return new Map(Object.entries(bootstrap({ ...resampling(cases, RESAMPLES), interval }, figures)));
}

/** figure: what resamples have, and why it has no interval; single: of one image of each patient, where there are patients. */
function edgeFigure(figure: Figure, { byImage, atEdge }: Open, single: Candidate | undefined): Figure {
  const known = byImage ?? atEdge;
  if (known === undefined) return figure;
  if (single === undefined || known.low === null) return known;
  const ofOne = "known" in single ? single.known : (single.byImage ?? single.atEdge);
  if (ofOne && ofOne.low !== null && ofOne.estimate === known.estimate)
    return { ...ofOne, method: `${ofOne.method}, of one image of each patient` };
  return { ...known, method: `${known.method}, images taken as independent` };
}

/** A figure that resamples would take too long for. */
export const withoutResamples = ({ patients }: Cases, figure: Figure): Figure =>
  patients === null ? figure : { ...figure, method: `${figure.method}, images taken as independent` };
