/** Operating points: thresholds, given or chosen on validation, of each class against the rest, and what they give on a part. */
import type { PartMetrics } from "../../run/index.ts";
import { type Figure, operatingPoint, type Ranking, undefinedFigure } from "../../statistics/index.ts";
import { type OperatingRule, parseOperatingRule } from "../operating-rule.ts";
import type { Candidate, Figures } from "./candidates.ts";
import type { Cases } from "./cases.ts";
import { yesOrNoFigures } from "./decision-figures.ts";
import { rankingsOf } from "./ranking-figures.ts";
import { rate } from "./rate.ts";

type JudgedPoint = PartMetrics["operatingPoints"][number];
export type ChosenPoint = Pick<JudgedPoint, "name" | "rule" | "applied" | "threshold" | "reason">;

/** What a model decides by; null: by the largest probability. */
export type Applied = { readonly threshold: number; readonly rule: string } | null;

/** Of every class that is told of, besides the one that the model decides by. */
const RULES = ["youden", "sensitivity:0.95", "specificity:0.95"];

/** On these cases, which then are validation's. shown: places of classes. */
export function choosePoints(cases: Cases, shown: readonly number[], applied: Applied): ChosenPoint[] {
  const rankings = rankingsOf(cases);
  return shown.flatMap((place) => {
    const name = cases.classes[place]!;
    const others = RULES.filter((rule) => rule !== applied?.rule);
    return [
      ...appliedPoint(name, applied),
      ...others.map((rule) => ({
        name,
        rule,
        applied: false,
        ...thresholdBy(parseOperatingRule(rule), rankings[place]!),
      })),
    ];
  });
}

export const appliedPoint = (name: string, applied: Applied): ChosenPoint[] =>
  applied === null ? [] : [{ name, ...applied, applied: true, reason: null }];

/** ranking: of validation. */
export function thresholdBy(
  rule: OperatingRule,
  ranking: Ranking,
): { readonly threshold: number; readonly reason: null } | { readonly threshold: null; readonly reason: string } {
  if (rule.kind === "probability") return { threshold: rule.threshold, reason: null };
  const point = operatingPoint(ranking, rule);
  return point.threshold === null ? point : { threshold: halfWayDown(point.threshold, ranking), reason: null };
}

/** To the next probability that was seen: a case at the threshold itself would be called by the last bit of it, which no two machines share. */
function halfWayDown(threshold: number, { scores }: Ranking): number {
  const next = scores[scores.indexOf(threshold) - 1] ?? 0;
  const middle = (threshold + next) / 2;
  return middle > next ? middle : threshold;
}

const FIGURES = ["accuracy", "sensitivity", "specificity", "precision", "npv"] as const;

export function pointCandidates(cases: Cases, points: readonly ChosenPoint[]): (readonly [string, Candidate])[] {
  return points.flatMap((point) => {
    if (point.threshold === null) return [];
    const { name, threshold } = point;
    const place = cases.classes.indexOf(name);
    const is = cases.truths.map((truth) => truth === place);
    const called = cases.probabilities.map((row) => row[place]! >= threshold);
    const right = is.map((flag, i) => flag === called[i]);
    const everyone = is.map(() => true);
    const figures = {
      ...yesOrNoFigures(cases, is, called, name),
      accuracy: rate(cases, right, everyone, "no image was judged"),
    };
    return FIGURES.map((figure) => [`${keyOf(point)}/${figure}`, { known: figures[figure] }] as const);
  });
}

const keyOf = ({ name, rule }: ChosenPoint): string => `point/${name}/${rule}`;

export const judgedPoints = (points: readonly ChosenPoint[], figures: Figures): JudgedPoint[] =>
  points.map((point) => {
    const figure = (name: string): Figure => figures.get(`${keyOf(point)}/${name}`) ?? noPoint(point);
    const entries = FIGURES.map((name) => [name, figure(name)] as const);
    return { ...point, ...(Object.fromEntries(entries) as Record<(typeof FIGURES)[number], Figure>) }; // every one, once
  });

const noPoint = ({ reason }: ChosenPoint): Figure => undefinedFigure(0, "none", reason ?? "no threshold");
