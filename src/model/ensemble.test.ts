import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { meanClassifier } from "../../tests/support/mean-classifier.ts";
import type { Pixels } from "../image/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { type Decided, exportEnsemble, exportModel, loadModel, type TrainedClassifier } from "./index.ts";

const runtime = nodeRuntime({ threads: 1 });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-ensemble-"));
});
afterAll(() => rm(folder, { recursive: true }));

const red = (value: number): Pixels => ({
  width: 8,
  height: 8,
  channels: 3,
  data: Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => (i % 3 === 0 ? value : 0)),
});

const fileOf = async (classifier: TrainedClassifier, decided: Decided): Promise<Uint8Array> =>
  (await exportModel(classifier, decided, runtime)).bytes;

async function ensembleOf(files: readonly Uint8Array[]) {
  const path = join(folder, "ensemble.onnx");
  await writeFile(path, (await exportEnsemble(files, runtime)).bytes);
  return loadModel(path, runtime); // which proves it by its golden vectors
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

test("in a binary task: the mean of the members' calibrated probabilities, decided at the mean of their thresholds", async () => {
  const names = ["normal", "covid"];
  const member = (slope: number, bias: number) =>
    meanClassifier({ kernel: [[slope], [0], [0]], bias: [bias] }, { names, positive: 1 });
  const files = [
    await fileOf(member(0.05, -5), {
      calibration: { kind: "temperature", temperature: 2 },
      operatingPoint: { threshold: 0.4, rule: "youden" },
    }),
    await fileOf(member(0.2, 3), {
      calibration: { kind: "platt", slope: 0.5, intercept: -1 },
      operatingPoint: { threshold: 0.2, rule: "youden" },
    }),
  ];
  const model = await ensembleOf(files);
  expect(model.description.operatingPoint).toEqual({ threshold: expect.closeTo(0.3, 12), rule: "youden" });
  const reason = "the mean of 2 models' probabilities, which is not calibrated again";
  expect(model.description.calibration).toEqual({ kind: "none", reason });
  const values = [0, 30, 100, 255];
  const judged = await model.predict(values.map(red));
  for (const [i, value] of values.entries()) {
    const expected = (sigmoid((0.05 * value - 5) / 2) + sigmoid(0.5 * (0.2 * value + 3) - 1)) / 2;
    expect(judged[i]!.probabilities[1]).toBeCloseTo(expected, 6);
    expect(judged[i]!.decision).toBe(expected >= 0.3 ? "covid" : "normal");
  }
  await model.release();
});

test("with several classes: the mean of softmaxes, whose logits are its logarithms", async () => {
  const names = ["a", "b", "c"];
  const none = { calibration: { kind: "none", reason: "a test" }, operatingPoint: null } as const;
  const kernels = [
    [
      [0.01, 0, -0.01],
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [-0.02, 0.01, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [0, 0.03, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  ];
  const bias = [0.5, 0, -0.5];
  const files = await Promise.all(
    kernels.map((kernel) => fileOf(meanClassifier({ kernel, bias }, { names, positive: null }), none)),
  );
  const model = await ensembleOf(files);
  const [judged] = await model.predict([red(80)]);
  const softmaxes = kernels.map((kernel) => {
    const powers = bias.map((b, k) => Math.exp(80 * kernel[0]![k]! + b));
    const sum = powers.reduce((total, power) => total + power);
    return powers.map((power) => power / sum);
  });
  const expected = names.map((_, k) => softmaxes.reduce((sum, row) => sum + row[k]!, 0) / 3);
  expect(judged!.probabilities).toEqual(expected.map((p) => expect.closeTo(p, 6)));
  await model.release();
});

test("models of other images or names are refused", async () => {
  const decided = {
    calibration: { kind: "none", reason: "a test" },
    operatingPoint: { threshold: 0.5, rule: "0.5" },
  } as const;
  const weights = { kernel: [[1], [0], [0]], bias: [0] };
  const one = await fileOf(meanClassifier(weights, { names: ["normal", "covid"], positive: 1 }), decided);
  const other = await fileOf(meanClassifier(weights, { names: ["normal", "virus"], positive: 1 }), decided);
  expect(() => exportEnsemble([one, other], runtime)).toThrow(expect.objectContaining({ code: "E_ENSEMBLE" }));
});
