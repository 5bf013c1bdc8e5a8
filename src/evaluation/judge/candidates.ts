/**
 * Figures that are to be told, each with the ways in which it can be: known already (rate.ts, unseen.ts); or worked out with an interval that takes
 * images as independent, and as the jackknife of few units or resamples of more see it (statistics/by-unit.ts), for where they are not.
 *
 * Units are images, or patients where these are known to have several; resamples are drawn within classes, but for figures of their
 * mix. Where no resample differs from another (every image stands on its right side), they say nothing: then the interval is that of one image of
 * each patient.
 */
import {
  estimateOf,
  type Figure,
  figuresByUnit,
  pointFigure,
  undefinedFigure,
  type WeightedFigure,
} from "../../statistics/index.ts";
import type { Cases } from "./cases.ts";
import { type Lone, loneOfAll } from "./lone.ts";

export interface Open {
  /** null: only the jackknife and resamples give it an interval. */
  readonly byImage: Figure | null;
  readonly resampled: WeightedFigure;
  /** Worked out from others that count what is independent, for where neither the jackknife nor BCa has an interval; left out: percentiles. */
  readonly instead?: Figure;
  /** Where every resample is alike, of a figure with neither of them. */
  readonly atEdge?: Figure;
  /** Why it has no interval, of images that are somebody's or where byImage is null. */
  readonly lone?: Lone;
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
  const ofAll = loneOfAll(cases);
  const known: [string, Figure][] = [];
  const open: NamedOpen[] = [];
  for (const [name, candidate] of candidates) {
    const lone = "known" in candidate ? undefined : loneOf(cases, candidate, ofAll);
    if ("known" in candidate) known.push([name, candidate.known]);
    else if (lone === undefined) open.push([name, candidate]);
    else known.push([name, withoutInterval(cases, candidate, lone)]);
  }
  return new Map([...known, ...settled(cases, open, () => candidatesOf(single()))]);
}

/** An interval that takes images for one another's equals stands, where they are nobody's. */
const loneOf = ({ patients }: Cases, { lone, byImage }: Open, ofAll: Lone): Lone =>
  patients === null && byImage !== null ? undefined : (lone ?? ofAll);

function withoutInterval(cases: Cases, { resampled, byImage }: Open, reason: string): Figure {
  const n = cases.patients === null ? cases.truths.length : new Set(cases.patients).size;
  const estimate = estimateOf(resampled, cases.truths.length);
  return estimate === null
    ? (byImage ?? undefinedFigure(n, "none", resampled.reason))
    : pointFigure(estimate, n, "none", reason);
}

function settled(cases: Cases, open: readonly NamedOpen[], ofSingle: () => Candidates): Figures {
  const asked = open.filter(([, { byImage }]) => cases.patients !== null || byImage === null);
  const found = figuresByUnit(
    resampling(cases, RESAMPLES),
    Object.fromEntries(asked.map(([name, { resampled }]) => [name, resampled])),
    new Map(asked.flatMap(([name, { instead }]) => (instead === undefined ? [] : [[name, instead]]))),
  );
  const figureOf = ([name, { byImage }]: NamedOpen): Figure => found[name] ?? byImage!; // asked for, or not null
  const isSomeAtEdge = open.some((named) => figureOf(named).low === null);
  const ofSingles = cases.patients !== null && isSomeAtEdge ? ofSingle() : undefined;
  return new Map(
    open.map(([name, candidate]) => {
      const figure = figureOf([name, candidate]);
      const told = figure.low === null ? edgeFigure(figure, candidate, ofSingles?.get(name)) : figure;
      return [name, noted(told, candidate)] as const;
    }),
  );
}

const noted = (figure: Figure, { note }: Open): Figure =>
  note === undefined ? figure : { ...figure, method: `${figure.method}, ${note}` };

type NamedOpen = readonly [string, Open];

/** Never by image where images are somebody's. figure: what resamples have, and why it has no interval; single: of one image of each patient, where there are patients. */
function edgeFigure(figure: Figure, { byImage, atEdge }: Open, single: Candidate | undefined): Figure {
  const known = byImage ?? atEdge;
  if (known === undefined) return figure;
  if (single === undefined || known.low === null) return known;
  const ofOne = "known" in single ? single.known : (single.byImage ?? single.atEdge);
  if (ofOne && ofOne.low !== null && ofOne.estimate === known.estimate)
    return { ...ofOne, method: `${ofOne.method}, of one image of each patient` };
  return figure;
}

/** A figure that resamples would take too long for. */
export const withoutResamples = ({ patients }: Cases, figure: Figure): Figure =>
  patients === null ? figure : { ...figure, method: `${figure.method}, images taken as independent` };
