import { expect, test } from "vitest";
import type { KeptCheckpoint } from "../run/index.ts";
import { writeSafetensors } from "../weights/index.ts";
import { checkpointOf } from "./checkpoint.ts";

const file = (name: string, ...values: number[]): Uint8Array =>
  writeSafetensors(new Map([[name, { type: "float32", shape: [values.length], data: Float32Array.from(values) }]]));

const kept: KeptCheckpoint = {
  state: {
    ...{ version: 2, seed: 1, phase: "frozen", epoch: 1, step: 2, optimizer: "adam", frozenEpochs: null, files: {} },
    underWay: { steps: 0, loss: 0, right: 0, images: 0 },
    earlyStopping: { best: 0.5, bestEpoch: 0, wait: 0, stop: false },
    reduceRate: { rate: 1e-3, best: 0.5, wait: 0 },
    best: null,
  },
  weights: file("head/bias", 1, 2),
  optimizer: file("head/bias:second", 3, 4),
  best: file("head/bias", 5, 6),
  fellBack: null,
};

test("arrays come back as they were written", () => {
  const { parameters, best, learner } = checkpointOf(kept, "run");
  expect([parameters, best, learner.arrays].map((arrays) => [...arrays])).toEqual([
    [["head/bias", Float32Array.of(1, 2)]],
    [["head/bias", Float32Array.of(5, 6)]],
    [["head/bias:second", Float32Array.of(3, 4)]],
  ]);
});

test.each(["weights", "optimizer", "best"] as const)("%s that are not finite are refused", (part) => {
  const broken = { ...kept, [part]: file("head/bias", 0, Number.POSITIVE_INFINITY) };
  expect(() => checkpointOf(broken, "run")).toThrow(
    expect.objectContaining({ code: "E_CHECKPOINT", details: expect.objectContaining({ where: `run, ${part}` }) }),
  );
});
