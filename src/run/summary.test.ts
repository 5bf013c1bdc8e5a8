/** Runs in every state that their folders can be in. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { judgedRun } from "../../tests/support/judged-runs.ts";
import { intoFolds } from "../../tests/support/made-folds.ts";
import { predictionsOfTwo } from "../../tests/support/made-predictions.ts";
import { makeRun } from "../../tests/support/made-run.ts";
import { keepCheckpoint } from "./checkpoint.ts";
import { configDifferences } from "./config-differences.ts";
import type { RunFolder } from "./folder.ts";
import { judgedBy, knownBy, summarizeRun } from "./summary.ts";

let folder: string;
let run: RunFolder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-summary-"));
  run = await makeRun(folder, "normal", []);
});
afterEach(() => rm(folder, { recursive: true }));

const standing = async () => (await summarizeRun(run.folder)).standing;

const keep = () =>
  keepCheckpoint(run, {
    standing: {
      ...{ seed: 1, phase: "fine-tuning", epoch: 2, step: 9, optimizer: "adam", frozenEpochs: 3, best: null },
      underWay: { steps: 1, loss: 1, right: 1, images: 4 },
      earlyStopping: { best: 0.5, bestEpoch: 0, wait: 1, stop: false },
      reduceRate: { rate: 1e-3, best: 0.5, wait: 0 },
    },
    ...{ weights: [], optimizer: [], best: "these" },
  });

test("stopped: before a checkpoint, or after an epoch", async () => {
  expect(await standing()).toEqual({ kind: "stopped", at: null });
  await keep();
  expect(await standing()).toEqual({ kind: "stopped", at: { phase: "fine-tuning", epoch: 2 } });
});

test("running: by the process that holds its lock", async () => {
  await writeFile(run.lock, JSON.stringify({ pid: process.pid, host: hostname(), began: null }));
  expect(await standing()).toEqual({ kind: "running", pid: process.pid, host: hostname(), at: null });
});

const { metrics: judged } = judgedRun("run", [
  { image: "1", label: "covid", p: 0.9 },
  { image: "2", label: "normal", p: 0.1 },
]);

test("finished: judged, with its model; without it damaged", async () => {
  await writeFile(run.metrics, JSON.stringify({ version: 2, validation: judged, test: [] }));
  expect(await standing()).toEqual({ kind: "finished" });
  await rm(run.model);
  expect(await standing()).toMatchObject({ kind: "damaged", problem: expect.stringContaining("model.onnx") });
});

test("damaged: figures of the test part whose openings the ledger has lost", async () => {
  await writeFile(
    run.metrics,
    JSON.stringify({ version: 2, validation: null, test: [{ opening: 1, metrics: judged }] }),
  );
  expect(await standing()).toMatchObject({ kind: "damaged", problem: expect.stringContaining(run.ledger) });
});

test("finished: a cross-validation, which has figures out of fold alone, and no test part to open", async () => {
  const { metrics } = await intoFolds(run, predictionsOfTwo("balanced"), 4);
  const summary = await summarizeRun(run.folder);
  expect(summary).toMatchObject({ standing: { kind: "finished" }, openings: null });
  for (const known of [knownBy, judgedBy]) expect(known(summary)).toEqual({ part: "out of fold", figures: metrics });
});

test("its config alone tells what a run is, whatever figures its files have", async () => {
  await intoFolds(run, predictionsOfTwo("balanced"), 4);
  const { metrics, config } = await summarizeRun(run.folder);
  const { folds: _, ...options } = config!.options;
  const onOneSplit = { config: { ...config!, options }, metrics: { ...metrics!, validation: judged } };
  expect(knownBy(onOneSplit)).toEqual({ part: "validation", figures: judged });
  const opened = { ...onOneSplit, metrics: { ...onOneSplit.metrics, test: [{ opening: 1, metrics: judged }] } };
  expect([knownBy(opened)?.part, judgedBy(opened)?.part]).toEqual(["validation", "test"]);
  const unfinished = { config, metrics: { ...opened.metrics, outOfFold: undefined } };
  expect([knownBy(unfinished), judgedBy(unfinished)]).toEqual([null, null]);
});

test("damaged: what is wrong, and where", async () => {
  for (const path of [run.ledger, run.metrics, run.config]) {
    await writeFile(path, "{");
    expect(await standing()).toMatchObject({ kind: "damaged", problem: expect.stringContaining(path) });
  }
});

test("in what two configurations differ, by name", async () => {
  const { config } = await summarizeRun(run.folder);
  const options = { batch: 64, views: 8, split: [0.7, 0.15, 0.15] };
  const one = { ...config!, options, seed: 1 };
  const other = { ...config!, options: { ...options, batch: 32, rate: 0.1 }, seed: 2, created: "2027-01-01T00:00:00Z" };
  expect(configDifferences(one, other)).toEqual([
    { name: "seed", one: "1", other: "2" },
    { name: "options.batch", one: "64", other: "32" },
    { name: "options.rate", one: null, other: "0.1" },
  ]);
  expect(configDifferences(one, one)).toEqual([]);
});
