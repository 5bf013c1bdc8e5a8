/**
 * Figures as conditions: "accuracy>=0.9" holds when the lower bound of the 95 % interval is at least 0.9, and "ece<=0.05" when the upper bound
 * is at most 0.05, so that luck with few images does not meet them.
 */
import {
  CLASS_FIGURE_NAMES,
  type ClassFigure,
  type PartMetrics,
  type ShownReliability,
  shownFigures,
  shownReliability,
} from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";
import { RoentgenError } from "../util/error.ts";
import { nearest } from "../util/nearest.ts";
import { requireKnownClass } from "./known-class.ts";
import { decimalsApart, toldFigure, toldReached } from "./told-figure.ts";

const CLASS_FIGURES = new Map(
  Object.entries(CLASS_FIGURE_NAMES).map(([key, name]) => [name, key as ClassFigure]), // the keys of the record
);

const reliabilityOf = (metrics: PartMetrics): ShownReliability => shownReliability(metrics, metrics.calibration.after);

/** Of all classes together. */
const WHOLE: Readonly<Record<string, (metrics: PartMetrics) => Figure>> = {
  accuracy: ({ accuracy }) => accuracy,
  "balanced accuracy": ({ balancedAccuracy }) => balancedAccuracy,
  mcc: ({ mcc }) => mcc,
  kappa: ({ kappa }) => kappa,
  "log loss": ({ calibration }) => calibration.after.logLoss,
  brier: ({ calibration }) => calibration.after.brier,
  ece: (metrics) => reliabilityOf(metrics).error,
};

const NAMES = [...Object.keys(WHOLE), ...CLASS_FIGURES.keys()];

/** The mean of all classes, or all decisions as one heap. */
type Average = "mean" | "micro";

export interface Requirement {
  readonly figure: string;
  /** A class by name; null: the average, or else the positive class of a binary task, or else the mean of all. */
  readonly of: string | null;
  readonly average: Average | null;
  readonly bound: ">=" | "<=";
  /** What the lower bound, or the upper one, must reach. */
  readonly limit: number;
}

const PATTERN = /^\s*(?:(macro|mean|micro)[ -]+)?([^[:>=<]+?)\s*(?:\[(.+?)\]|:(.+?))?\s*(>=|<=)\s*(\S+)$/su;

/** FIGURE>=NUMBER, FIGURE[CLASS]>=NUMBER, mean FIGURE>=NUMBER (or macro), or with <=, as in --require. */
export function parseRequirement(text: string): Requirement {
  const [, average = null, words = "", inBrackets, afterColon, bound = "", number = ""] =
    PATTERN.exec(text.trim()) ?? [];
  const figure = words.toLowerCase().replaceAll(/[\s_-]+/gu, " ");
  const of = inBrackets ?? afterColon ?? null;
  const limit = number === "" ? Number.NaN : Number(number);
  const ofClasses = CLASS_FIGURES.has(figure);
  const isPlain = of === null && average === null;
  const fits = ofClasses ? of === null || average === null : Object.hasOwn(WHOLE, figure) && isPlain;
  if (fits && isInRange(figure, limit))
    return {
      figure,
      of,
      average: average === "macro" ? "mean" : (average as Average | null),
      bound: bound as Requirement["bound"],
      limit,
    }; // as matched
  throw notARequirement(text, figure);
}

/** Figures are parts of a whole, but for these. */
function isInRange(figure: string, limit: number): boolean {
  if (figure === "log loss") return limit >= 0;
  return limit >= (figure === "mcc" || figure === "kappa" ? -1 : 0) && limit <= 1;
}

function notARequirement(text: string, figure: string): RoentgenError {
  const guess = nearest(figure, NAMES);
  return new RoentgenError("E_REQUIREMENT", "this is not a condition on a figure", {
    kind: "usage",
    expected: `FIGURE>=NUMBER, FIGURE[CLASS]>=NUMBER or mean FIGURE>=NUMBER, or with <=, with ${NAMES.join(", ")}, and a number that the figure can be`,
    received: text,
    fix: `write for example --require "${guess ?? "accuracy"}>=0.9"`,
  });
}

/** Throws E_CLASS_UNKNOWN where a requirement is about a class that is not among these: to be asked before any work. */
export function requireKnownClasses(requirements: readonly Requirement[], classes: readonly string[]): void {
  for (const { of, figure } of requirements)
    if (of !== null) requireKnownClass(of, { where: "--require", classes, written: (meant) => `${figure}[${meant}]` });
}

/** A sentence for each requirement, as all hold. Throws E_FIGURE_NOT_REACHED (status 5) with every one that does not. */
export function requireFigures(requirements: readonly Requirement[], metrics: PartMetrics): string[] {
  requireKnownClasses(requirements, metrics.confusion.classes);
  const asked = requirements.map((requirement) => ({ requirement, figure: figureOf(requirement, metrics) }));
  const missed = asked.filter(({ requirement, figure }) => !holds(requirement, boundOf(requirement, figure)));
  if (missed.length === 0)
    return asked.map(({ requirement, figure }) =>
      toldReached({ ...requirement, name: fullNameOf(requirement, metrics) }, boundOf(requirement, figure)!),
    ); // as it holds
  throw new RoentgenError("E_FIGURE_NOT_REACHED", "a required figure was not reached", {
    kind: "figure",
    expected: missed.map(({ requirement }) => written(requirement)).join("; "),
    received: missed
      .map(({ requirement, figure }) => `${fullNameOf(requirement, metrics)} ${toldMissed(requirement, figure)}`)
      .join("; "),
    fix: "judge on more images if the interval is wide, or make a better model",
  });
}

/** The bound that counts; null: the figure has no interval. */
export const boundOf = ({ bound }: Requirement, figure: Pick<Figure, "low" | "high">): number | null =>
  bound === ">=" ? figure.low : figure.high;

/** reached: the bound that counts. */
export function holds({ bound, limit }: Requirement, reached: number | null): boolean {
  if (reached === null) return false;
  return bound === ">=" ? reached >= limit : reached <= limit;
}

const toldMissed = (requirement: Requirement, figure: Figure): string =>
  toldFigure(figure, decimalsApart(boundOf(requirement, figure) ?? Number.NaN, requirement.limit));

function figureOf({ figure, of, average }: Requirement, metrics: PartMetrics): Figure {
  const whole = WHOLE[figure];
  if (whole !== undefined) return whole(metrics);
  const { classes, macro, micro, positive } = metrics;
  const name = CLASS_FIGURES.get(figure)!; // as parsed
  if (average === "micro") return (micro ?? macro)[name];
  return shownFigures({ classes, macro, positive: average === "mean" ? null : (of ?? positive) })[name];
}

const nameOf = ({ figure, of, average }: Requirement): string =>
  `${average === null ? "" : `${average} `}${figure}${of === null ? "" : `[${of}]`}`;

/** A calibration error says of which probability it is. */
const fullNameOf = (requirement: Requirement, metrics: PartMetrics): string =>
  requirement.figure === "ece" ? `calibration error of ${reliabilityOf(metrics).of}` : nameOf(requirement);

const written = (requirement: Requirement): string =>
  `${nameOf(requirement)}${requirement.bound}${requirement.limit} (${requirement.bound === ">=" ? "lower" : "upper"} bound of its 95 % interval)`;
