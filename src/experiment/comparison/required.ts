/** --require of an experiment: the best row of every task must hold the condition, by the bound of its interval. */
import { boundOf, decimalsApart, holds, type Requirement, toldReached } from "../../evaluation/index.ts";
import { formatShare } from "../../figures/index.ts";
import { type ComparedRow, type Comparison, ROW_FIGURES, type RowFigure } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";

const NAMES: readonly string[] = ROW_FIGURES;

/** Throws E_REQUIREMENT for a figure that the table does not have: to be asked before any work. */
export function requireFiguresOfTable(requirements: readonly Requirement[]): void {
  const other = requirements.find(
    ({ figure, of, average }) => !NAMES.includes(figure) || of !== null || average !== null,
  );
  if (other === undefined) return;
  throw new RoentgenError("E_REQUIREMENT", "the table of an experiment has no such figure", {
    kind: "usage",
    expected: NAMES.join(", "),
    received: `${other.average === null ? "" : `${other.average} `}${other.figure}${other.of === null ? "" : `[${other.of}]`}`,
    fix: 'write for example --require "accuracy>=0.9"',
  });
}

/** A sentence for each task and requirement, as all hold. Throws E_FIGURE_NOT_REACHED with every task whose best row misses one. */
export function requireOfBest(requirements: readonly Requirement[], { tasks }: Comparison): string[] {
  const asked = tasks.flatMap(({ task, rows }) => {
    const best = rows.find(({ isBest }) => isBest);
    return requirements.map((requirement) => ({ task, ...outcomeOf(requirement, best) }));
  });
  const missed = asked.filter(({ isReached }) => !isReached);
  if (missed.length === 0) return asked.map(textOf);
  throw new RoentgenError("E_FIGURE_NOT_REACHED", "a required figure was not reached", {
    kind: "figure",
    expected: "the bound of the best row's 95 % interval",
    received: missed.map(textOf).join("; "),
    fix: "judge on more images if the interval is wide, or make a better model",
  });
}

interface Outcome {
  readonly isReached: boolean;
  /** "accuracy>=0.8: reached (0.871, its lower bound)", or "accuracy 0.871, not >=0.9" */
  readonly text: string;
}

const textOf = ({ task, text }: Outcome & { readonly task: string }): string => `${task}: ${text}`;

function outcomeOf(requirement: Requirement, best: ComparedRow | undefined): Outcome {
  const { figure: name, bound, limit } = requirement;
  const figure = best?.figures[name as RowFigure]; // one of NAMES
  const reached = figure === undefined ? null : boundOf(requirement, figure);
  const told = reached === null ? withoutInterval(figure?.estimate ?? null) : apart(reached, limit);
  const isReached = holds(requirement, reached);
  const text =
    isReached && reached !== null
      ? toldReached({ ...requirement, name }, reached)
      : `${name} ${told}, not ${bound}${limit}`;
  return { isReached, text };
}

const apart = (reached: number, limit: number): string => reached.toFixed(decimalsApart(reached, limit));

const withoutInterval = (estimate: number | null): string =>
  estimate === null ? "not defined" : `${formatShare(estimate)} without an interval`;
