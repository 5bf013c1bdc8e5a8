/** --require of an experiment: the best row of every task must hold the condition, by the bound of its interval. */
import type { Requirement } from "../../evaluation/index.ts";
import type { ComparedRow, Comparison } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";

type Figures = ComparedRow["figures"];

const NAMES: readonly string[] = ["accuracy", "sensitivity", "specificity", "auroc"] satisfies (keyof Figures)[];

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
  const missed = tasks.flatMap(({ task, rows }) =>
    requirements.flatMap(({ figure, bound, limit }) => {
      const best = rows.find(({ isBest }) => isBest)?.figures[figure as keyof Figures]; // one of NAMES
      const reached = (bound === ">=" ? best?.low : best?.high) ?? null;
      const holds = reached !== null && (bound === ">=" ? reached >= limit : reached <= limit);
      const alone = best?.estimate == null ? "not defined" : `${best.estimate.toFixed(3)} without an interval`;
      return holds ? [] : [`${task}: ${figure} ${reached?.toFixed(3) ?? alone}, not ${bound}${limit}`];
    }),
  );
  if (missed.length === 0) return;
  throw new RoentgenError("E_FIGURE_NOT_REACHED", "a required figure was not reached", {
    kind: "figure",
    expected: "the bound of the best row's 95 % interval",
    received: missed.join("; "),
    fix: "judge on more images if the interval is wide, or make a better model",
  });
}
