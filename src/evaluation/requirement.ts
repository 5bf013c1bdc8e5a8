/**
 * Figures as conditions: "accuracy>=0.9" holds when the lower bound of the 95 % interval is at least 0.9, so that luck with few images
 * does not meet it.
 */
import type { PartMetrics } from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";
import { RoentgenError } from "../util/error.ts";
import { nearest } from "../util/nearest.ts";
import { misnamed } from "../util/usage.ts";

const CLASS_FIGURES = ["sensitivity", "specificity", "precision", "f1", "auroc"] as const;
const FIGURES = ["accuracy", ...CLASS_FIGURES] as const;
type FigureName = (typeof FIGURES)[number];

export interface Requirement {
  readonly figure: FigureName;
  /** A class by name; null: the positive class of a binary task, else the mean of all. */
  readonly of: string | null;
  /** What the lower bound must reach. */
  readonly least: number;
}

/** FIGURE>=NUMBER or FIGURE:CLASS>=NUMBER, as in --require. */
export function parseRequirement(text: string): Requirement {
  const [, name = "", of = null, number = ""] = /^\s*([^:>=]+?)(?::(.+?))?\s*>=\s*(\S+)\s*$/su.exec(text) ?? [];
  const figure = FIGURES.find((known) => known === name.toLowerCase());
  const least = number === "" ? Number.NaN : Number(number);
  const fits = least >= 0 && least <= 1 && !(figure === "accuracy" && of !== null);
  if (figure !== undefined && fits) return { figure, of, least };
  throw notARequirement(text, name);
}

function notARequirement(text: string, name: string): RoentgenError {
  const guess = nearest(name, FIGURES);
  return new RoentgenError("E_REQUIREMENT", "this is not a condition on a figure", {
    kind: "usage",
    expected: `FIGURE>=NUMBER or FIGURE:CLASS>=NUMBER, with ${FIGURES.join(", ")}, and a number from 0 to 1`,
    received: text,
    fix: `write for example --require "${guess ?? "accuracy"}>=0.9"`,
  });
}

/** Throws E_CLASS_UNKNOWN where a requirement is about a class that is not among these: to be asked before any work. */
export function requireKnownClasses(requirements: readonly Requirement[], classes: readonly string[]): void {
  const unknown = requirements.find(({ of }) => of !== null && !classes.includes(of));
  if (unknown?.of == null) return;
  throw misnamed("E_CLASS_UNKNOWN", `"${unknown.of}" is not one of the classes`, {
    received: unknown.of,
    known: classes,
    where: "--require",
    otherwise: "name one of the classes",
    written: (meant) => `${unknown.figure}:${meant}`,
  });
}

/** Throws E_FIGURE_NOT_REACHED (status 5) with every requirement that does not hold. */
export function requireFigures(requirements: readonly Requirement[], metrics: PartMetrics): void {
  requireKnownClasses(requirements, metrics.confusion.classes);
  const missed = requirements.flatMap((requirement) => {
    const figure = figureOf(requirement, metrics);
    return figure.estimate !== null && figure.low >= requirement.least ? [] : [{ requirement, figure }];
  });
  if (missed.length === 0) return;
  throw new RoentgenError("E_FIGURE_NOT_REACHED", "a required figure was not reached", {
    kind: "figure",
    expected: missed.map(({ requirement }) => `${written(requirement)} (lower bound of its 95 % interval)`).join("; "),
    received: missed.map(({ requirement, figure }) => `${nameOf(requirement)} ${told(figure)}`).join("; "),
    fix: "judge on more images if the interval is wide, or make a better model",
  });
}

function figureOf({ figure, of }: Requirement, { accuracy, classes, macro, positive }: PartMetrics): Figure {
  if (figure === "accuracy") return accuracy;
  const wanted = of ?? positive;
  return (classes.find(({ name }) => name === wanted) ?? macro)[figure];
}

const nameOf = ({ figure, of }: Requirement): string => (of === null ? figure : `${figure}:${of}`);
const written = (requirement: Requirement): string => `${nameOf(requirement)}>=${requirement.least}`;

function told(figure: Figure): string {
  if (figure.estimate === null) return `not defined: ${figure.reason}`;
  const { estimate, low, high, n } = figure;
  return `${estimate.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}, n = ${n})`;
}
