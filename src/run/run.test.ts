import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainly } from "../../tests/support/made-predictions.ts";
import { judge } from "../evaluation/index.ts";
import {
  type CheckpointState,
  configSchema,
  createRunFolder,
  type HistoryRow,
  type Metrics,
  metricsSchema,
  newRunName,
  openEvents,
  type Predictions,
  type RunConfig,
  readEvents,
  readHistory,
  readJson,
  readPredictions,
  runFolder,
  stateSchema,
  writeHistory,
  writeJson,
  writePredictions,
} from "./index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-run-"));
});
afterEach(() => rm(folder, { recursive: true }));

const code = (code: string) => expect.objectContaining({ code });

describe("the run folder", () => {
  it("is made with the folders inside it, also where an empty one stands", async () => {
    const run = await createRunFolder(join(folder, "runs", "first"));
    expect(run).toEqual(runFolder(join(folder, "runs", "first")));
    for (const path of [run.config, join(run.checkpoint.folder, "x"), run.predictions.test]) await writeFile(path, "");
    await mkdir(join(folder, "empty"));
    await expect(createRunFolder(join(folder, "empty"))).resolves.toBeDefined();
  });

  it("is refused where anything stands, saying what to do", async () => {
    await writeFile(join(folder, "notes.txt"), "");
    const details = expect.objectContaining({ received: "notes.txt", fix: expect.stringMatching(/--out/) });
    await expect(createRunFolder(folder)).rejects.toThrow(
      expect.objectContaining({ code: "E_RUN_EXISTS", exitStatus: 2, details }),
    );
  });

  it("has a name by day, network and task, with a number where it is taken", async () => {
    const next = (network: string, task: string) => newRunName(folder, "2026-11-23", network, task);
    expect(await next("nasnetmobile", "multi")).toBe(join(folder, "2026-11-23-nasnetmobile-multi"));
    await mkdir(join(folder, "2026-11-23-nasnetmobile-multi"));
    expect(await next("nasnetmobile", "multi")).toBe(join(folder, "2026-11-23-nasnetmobile-multi-2"));
    await mkdir(join(folder, "2026-11-23-nasnetmobile-multi-2"));
    expect(await next("nasnetmobile", "multi")).toBe(join(folder, "2026-11-23-nasnetmobile-multi-3"));
    expect(await next("../my models/net.onnx", "binary:viral pneumonia/é")).toBe(
      join(folder, "2026-11-23-net-binary-viral-pneumonia-é"),
    );
  });
});

const config: RunConfig = {
  version: 1,
  created: "2026-11-23T10:00:00Z",
  command: ["train", "data"],
  data: { source: "data", root: "/data" },
  task: "binary:covid",
  recipe: "published",
  names: ["covid", "not-covid"],
  positive: 0,
  network: "nasnetmobile",
  imageSize: 224,
  enhance: true,
  seed: 1,
  options: { batch: 64, split: [0.7, 0.15, 0.15], device: "auto" },
  decided: { microBatch: 8, device: "cpu" },
  versions: { roentgen: "0.1.0" },
  machine: { platform: "linux", architecture: "x64", processor: "any", cores: 2, memoryBytes: 8e9 },
};

const state: CheckpointState = {
  version: 2,
  seed: 1,
  phase: "frozen",
  epoch: 3,
  underWay: { steps: 0, loss: 0, right: 0, images: 0 },
  step: 39,
  optimizer: "adam",
  frozenEpochs: null,
  earlyStopping: { best: 0.5, bestEpoch: 2, wait: 0, stop: false },
  reduceRate: { rate: 1e-3, best: null, wait: 1 },
  best: { phase: "frozen", epoch: 3, accuracy: 0.5 },
  files: {},
};

function metrics(): Metrics {
  const row = { path: "", prediction: "covid", probabilities: [0.5, 0.3, 0.2] };
  const rows = ["covid", "covid", "normal"].map((label) => ({ ...row, label }));
  const part = judge({ classes: ["covid", "normal", "virus"], rows }, plainly(null));
  return { version: 2, validation: part, test: [{ opening: 1, metrics: part }] };
}

describe("JSON files", () => {
  it("come back as they were written: config, state, and metrics with figures that could not be computed", async () => {
    const path = join(folder, "file.json");
    await writeJson(path, configSchema, config);
    expect(await readJson(path, configSchema)).toEqual(config);
    await writeJson(path, stateSchema, state);
    expect(await readJson(path, stateSchema)).toEqual(state);
    await writeJson(path, metricsSchema, metrics());
    expect(await readJson(path, metricsSchema)).toEqual(metrics());
    expect(metrics().validation!.classes[2]!.sensitivity.estimate).toBeNull();
    expect(await readFile(path, "utf8")).toMatch(/"reason": "no image of virus"/);
  });

  it("have numbers in a row in a line, and leave strings as they are", async () => {
    const path = join(folder, "config.json");
    const odd = {
      ...config,
      command: ["[\n  1,\n  2\n]"],
      options: {
        split: [0.7, 1e-21, null],
        of: [
          [1, 2],
          ["a", 3],
        ],
      },
    };
    await writeJson(path, configSchema, odd);
    const text = await readFile(path, "utf8");
    expect(text).toContain('"split": [0.7, 1e-21, null]');
    expect(text).toContain("[1, 2]");
    expect(await readJson(path, configSchema)).toEqual(odd);
  });

  it("never hold what is not a number", async () => {
    const wrong = { ...state, reduceRate: { ...state.reduceRate, best: Number.NaN } };
    await expect(writeJson(join(folder, "state.json"), stateSchema, wrong)).rejects.toThrow();
  });

  it("that are missing, no JSON, or of another kind are errors that say where", async () => {
    const path = join(folder, "state.json");
    await expect(readJson(path, stateSchema)).rejects.toThrow(code("E_RUN_FILE_MISSING"));
    await writeFile(path, "{");
    await expect(readJson(path, stateSchema)).rejects.toThrow(code("E_RUN_FILE"));
    await writeFile(path, JSON.stringify({ ...state, epoch: -1, more: 1 }));
    const details = expect.objectContaining({ where: path, received: expect.stringMatching(/epoch/) });
    await expect(readJson(path, stateSchema)).rejects.toThrow(expect.objectContaining({ code: "E_RUN_FILE", details }));
  });
});

const row: HistoryRow = {
  phase: "frozen",
  epoch: 1,
  learningRate: 1e-3,
  loss: 1.0986122886681098,
  accuracy: 1 / 3,
  validationLoss: 1.1,
  validationAccuracy: 0.4,
  seconds: 12.5,
  imagesPerSecond: 63,
};

describe("history.csv", () => {
  it("comes back as it was written, to the last bit", async () => {
    const rows = [row, { ...row, phase: "fine-tuning" as const, epoch: 2, learningRate: 1e-4 }];
    const { history } = runFolder(folder);
    await writeHistory(history, rows);
    expect(await readHistory(history)).toEqual(rows);
    const [header] = (await readFile(history, "utf8")).split("\r\n");
    expect(header).toBe(
      "phase,epoch,learning_rate,loss,accuracy,validation_loss,validation_accuracy,seconds,images_per_second",
    );
  });

  it.each([
    ["frozen", "frozn"],
    ["1.1", "x"],
    ["12.5", ""],
  ])("with %j made %j is refused", async (right, wrong) => {
    const { history } = runFolder(folder);
    await writeHistory(history, [row]);
    await writeFile(history, (await readFile(history, "utf8")).replace(`${right},`, `${wrong},`));
    await expect(readHistory(history)).rejects.toThrow(code("E_RUN_FILE"));
  });
});

describe("predictions", () => {
  const predictions: Predictions = {
    classes: ["covid", "not, covid"],
    rows: [
      { path: "covid/a.png", label: "covid", prediction: "covid", probabilities: [2 / 3, 1 / 3] },
      { path: "b.png", label: null, prediction: "not, covid", probabilities: [0, 1] },
    ],
  };

  it("come back as they were written; an unknown label stays unknown", async () => {
    const path = join(folder, "validation.csv");
    await writePredictions(path, predictions);
    expect(await readPredictions(path)).toEqual(predictions);
    expect(await readFile(path, "utf8")).toMatch(
      /^path,label,prediction,probability_covid,"probability_not, covid"\r\n/,
    );
  });

  it("with a probability that is none are refused, with line and column", async () => {
    const path = join(folder, "validation.csv");
    await writeFile(path, "path,label,prediction,probability_covid\na.png,,covid,1.5\n");
    const details = expect.objectContaining({ where: `${path}, line 2, probability_covid` });
    await expect(readPredictions(path)).rejects.toThrow(expect.objectContaining({ code: "E_RUN_FILE", details }));
  });
});

describe("events.ndjson", () => {
  it("grows by whole lines, over several openings; half a line of a killed run is passed over, then cut off", async () => {
    const { events } = runFolder(folder);
    const first = openEvents(events);
    first.append({ type: "epoch", epoch: 1 });
    first.close();
    await writeFile(events, '{"type":"ep', { flag: "a" });
    expect(await readEvents(events)).toEqual([{ type: "epoch", epoch: 1 }]);
    const second = openEvents(events);
    second.append({ type: "epoch", epoch: 2 });
    second.close();
    expect(await readEvents(events)).toEqual([
      { type: "epoch", epoch: 1 },
      { type: "epoch", epoch: 2 },
    ]);
  });
});
