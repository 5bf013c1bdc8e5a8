import { afterEach, expect, test, vi } from "vitest";
import type { DemoEvent } from "../experiment/index.ts";
import { demoListener } from "./demo-progress.ts";

afterEach(() => void vi.restoreAllMocks());

const events: readonly DemoEvent[] = [
  { type: "stage", stage: "phantoms" },
  { type: "count", unit: "images", total: 2 },
  { type: "counted", count: 2 },
  { type: "stage", stage: "training" },
  { type: "training", event: { type: "begun", folder: "demo/run", normalisation: "batch" } },
];

function told(options: { readonly json: boolean; readonly quiet: boolean }) {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    });
  const listener = demoListener(options);
  for (const event of events) listener.on(event);
  listener.stop();
  return texts;
}

test("as JSON: every stage as it begins, and what training tells", () => {
  const { stdout, stderr } = told({ json: true, quiet: false });
  expect(stderr).toBe("");
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { type: "demo-stage", stage: "phantoms" },
    { type: "demo-stage", stage: "training" },
    { type: "begun", folder: "demo/run", normalisation: "batch" },
  ]);
});

test("for people: lines on standard error; quiet: nothing", () => {
  expect(told({ json: false, quiet: false })).toMatchObject({
    stdout: "",
    stderr: expect.stringMatching(/1\/5 phantoms.*100 %, 2 of 2 images.*2\/5 training.*run: demo\/run/s),
  });
  expect(told({ json: false, quiet: true })).toEqual({ stdout: "", stderr: "" });
});
