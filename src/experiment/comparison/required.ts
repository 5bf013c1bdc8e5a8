/** --require of an experiment: the best row of every task must hold the condition, by the bound of its interval. */
import type { Requirement } from "../../evaluation/index.ts";
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

/** Throws E_FIGURE_NOT_REACHED with every task whose best row misses one. */
export function requireOfBest(requirements: readonly Requirement[], { tasks }: Comparison): void {
  const missed = tasks.flatMap(({ task, rows }) => {
    const best = rows.find(({ isBest }) => isBest);
    const misses = requirements.map((requirement) => missOf(requirement, best));
    return misses.filter((miss) => miss !== null).map((miss) => `${task}: ${miss}`);
  });
  if (missed.length === 0) return;
  throw new RoentgenError("E_FIGURE_NOT_REACHED", "a required figure was not reached", {
    kind: "figure",
    expected: "the bound of the best row's 95 % interval",
    received: missed.join("; "),
    fix: "judge on more images if the interval is wide, or make a better model",
  });
}

/** "accuracy 0.871, not >=0.9"; null: the row holds it. */
function missOf({ figure: name, bound, limit }: Requirement, best: ComparedRow | undefined): string | null {
  const figure = best?.figures[name as RowFigure]; // one of NAMES
  const reached = (bound === ">=" ? figure?.low : figure?.high) ?? null;
  if (reached === null) return `${name} ${withoutInterval(figure?.estimate ?? null)}, not ${bound}${limit}`;
  const holds = bound === ">=" ? reached >= limit : reached <= limit;
  return holds ? null : `${name} ${formatShare(reached)}, not ${bound}${limit}`;
}

const withoutInterval = (estimate: number | null): string =>
  estimate === null ? "not defined" : `${formatShare(estimate)} without an interval`;
