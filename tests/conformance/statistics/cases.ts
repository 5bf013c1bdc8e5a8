/** The cases of golden/statistics.json and golden/judgement.json, with what ours makes of them. */
import {
  classificationFigures,
  confusionMatrix,
  judgeOperatingPoint,
  rankScores,
} from "../../../src/statistics/index.ts";
import { type BinaryJudgement, judgement, type MultiJudgement } from "../../support/judgement-golden.ts";
import { golden } from "../../support/statistics-golden.ts";

/** By the same names as the cases. */
const ofTwo: Readonly<Record<string, BinaryJudgement>> = judgement.binary;
const ofSeveral: Readonly<Record<string, MultiJudgement>> = judgement.multi;

export const two = Object.entries(golden.binary).map(([name, one]) => ({
  ...one,
  more: ofTwo[name]!,
  ranking: rankScores(one.a, one.y),
  judged: judgeOperatingPoint(one.a, one.y, 0.5),
  right: [one.a, one.b].map((scores) => scores.map((score, i) => score >= 0.5 === (one.y[i] === 1))),
}));

export const several = Object.entries(golden.multi).map(([name, one]) => {
  const names = one.confusion.map((_, k) => `${k}`);
  const predictions = one.p.map((row) => `${row.indexOf(Math.max(...row))}`);
  const matrix = confusionMatrix(names, one.y.map(String), predictions);
  const rows = one.p.map((row) => row.map((p) => p / row.reduce((sum, each) => sum + each, 0)));
  return {
    ...one,
    more: ofSeveral[name]!,
    names,
    matrix,
    rows,
    figures: classificationFigures(matrix),
  };
});

export type Two = (typeof two)[number];
export type Several = (typeof several)[number];
