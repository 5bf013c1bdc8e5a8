import { afterEach, expect, test, vi } from "vitest";
import type { PlannedRun, RunState, StudyEvent } from "../experiment/index.ts";
import { formatState, liveTable, studyListener } from "./study-progress.ts";

afterEach(() => void vi.restoreAllMocks());

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

test("files that are read before folds begin are told by their share, in JSON once; then what the runs do", () => {
  const events: readonly StudyEvent[] = [
    { type: "hashing", images: 4 },
    ...Array.from({ length: 4 }, () => ({ type: "hashed" }) as const),
    { type: "experiment", folder: "grid", runs, workers: 1, threads: 2 },
    { type: "state", run: "a", state: { kind: "starting" } },
  ];
  const told = (json: boolean): { stdout: string[]; stderr: string[] } => {
    const texts = { stdout: [] as string[], stderr: [] as string[] };
    for (const name of ["stdout", "stderr"] as const)
      vi.spyOn(process[name], "write").mockImplementation((text) => texts[name].push(String(text)) > 0);
    let seconds = 0;
    vi.spyOn(performance, "now").mockImplementation(() => 1000 * seconds++);
    const listener = studyListener({ json, quiet: false });
    for (const event of events) listener.on(event);
    listener.stop();
    vi.restoreAllMocks();
    return texts;
  };
  expect(told(false).stderr).toEqual([
    "25 %, 1 of 4 files, 1.0 files/s, 3 s left\n",
    "50 %, 2 of 4 files, 1.0 files/s, 2 s left\n",
    "75 %, 3 of 4 files, 1.0 files/s, 1 s left\n",
    "100 %, 4 of 4 files, 1.0 files/s, 0 s left\n",
    "experiment: grid, 4 runs, 1 at a time with 2 threads each\n",
    "a: starting\n",
  ]);
  expect(told(true).stdout.map((line) => JSON.parse(line).type)).toEqual(["hashing", "experiment", "state"]);
});
