import { expect, test } from "vitest";
import type { HistoryRow } from "../run/index.ts";
import { formatStanding } from "./runs-list.ts";

const figures = {
  learningRate: 0.1,
  loss: 1,
  accuracy: 1,
  validationLoss: 1,
  validationAccuracy: 1,
  seconds: 1,
  imagesPerSecond: 1,
};
const row = (epoch: number): HistoryRow => ({ phase: "fine-tuning", epoch, ...figures });

test.each([
  [{ phase: "frozen", epoch: 2 } as const, [row(3)], "stopped after epoch 2 (frozen)"],
  [null, [row(2), row(3)], "stopped after epoch 3 (fine-tuning), without a checkpoint"],
  [null, [], "stopped before the first checkpoint"],
])("a run that stopped at %j with a history of %j", (at, history, text) => {
  expect(formatStanding({ standing: { kind: "stopped", at }, history })).toBe(text);
});
