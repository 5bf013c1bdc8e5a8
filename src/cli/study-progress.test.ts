import { expect, test } from "vitest";
import type { PlannedRun, RunState } from "../experiment/index.ts";
import { formatState, liveTable } from "./study-progress.ts";

const runs = ["a", "b", "c", "d"].map((name): PlannedRun => ({ name, options: {}, values: { network: name } }));
const states = new Map<string, RunState>([
  ["a", { kind: "finished", accuracy: 0.9 }],
  ["b", { kind: "training", phase: "fine-tuning", epoch: 3, epochs: 30, accuracy: 0.5 }],
]);

test("a row for each run, where it stands, and how many have ended", () => {
  expect(liveTable(runs, states, 10)).toEqual([
    "network  state",
    "a        finished, accuracy 0.900",
    "b        fine-tuning 3 of 30, validation accuracy 0.500",
    "c        waiting",
    "d        waiting",
    "1 of 4 runs",
  ]);
});

test("where there is no room for all: those at work, then those that wait", () => {
  expect(liveTable(runs, states, 2).slice(1, -1)).toEqual([
    "b        fine-tuning 3 of 30, validation accuracy 0.500",
    "c        waiting",
  ]);
});

test("a failure is told with its code and status", () => {
  const failure = { status: 3, code: "E_DATA", message: "it cannot be read", fix: null };
  expect(formatState({ kind: "failed", failure })).toBe("failed: it cannot be read (E_DATA, status 3)");
});
