import { expect, test } from "vitest";
import { exitStatus } from "../../util/error.ts";
import { requireAllRuns } from "./run-failures.ts";

const full = { code: "E_DISK_FULL", status: exitStatus.data, message: "there is no room", fix: "make room" };
const wrong = { code: "E_OPTION", status: exitStatus.usage, message: "it does not fit", fix: "give --batch 30" };
const lost = { code: "E_RUN_FILE", status: exitStatus.data, message: "it lacks a file", fix: "bring it back" };
const killed = { code: "E_PROCESS", status: exitStatus.fault, message: "it was ended by SIGKILL", fix: null };

test.each([
  [[full], "make room; then go on by: AGAIN"],
  [[lost], "bring it back; then go on by: AGAIN"],
  [[killed], "see what the runs say; then go on by: AGAIN"],
  [[full, wrong], "give --batch 30; then ANEW"],
])("what would come again is told before what may pass: %#", (failures, fix) => {
  const failed = failures.map((failure, i) => ({ run: `fold-${i}`, failure }));
  expect(() => requireAllRuns({ folder: "runs/cv", failed, unfinished: [] }, "AGAIN", "ANEW")).toThrow(
    expect.objectContaining({ code: "E_RUNS_FAILED", details: expect.objectContaining({ fix }) }),
  );
});
