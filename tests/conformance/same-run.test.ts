import { expect, test } from "vitest";
import { nodeRuntime } from "../../src/runtime/index.ts";
import { loadTraining } from "../support/load-training.ts";
import { expectSameRun } from "./same-run.ts";
import { type Arrays, trainingRun } from "./training-run.ts";

const RUN = "small_resnet-softmax-stored";

const scaled = (arrays: Arrays, name: string): Arrays => ({ ...arrays, [name]: arrays[name]!.map((v) => v * 1.001) });

test("a run is the same as itself, not as one with another loss, gradient or parameter", async () => {
  const run = await trainingRun(nodeRuntime(), loadTraining(RUN));
  const [frozen, last] = [run[0]!, run[1]!];
  expect(expectSameRun(RUN, run, run)).toEqual({ loss: 0, gradient: 0, change: 0 });
  const loss = { ...frozen, losses: frozen.losses.map((value) => value * 1.001) };
  expect(() => expectSameRun(RUN, [loss, last], run)).toThrow("loss");
  const gradient = { ...last, gradients: scaled(last.gradients, "conv1_conv/kernel") };
  expect(() => expectSameRun(RUN, [frozen, gradient], run)).toThrow("conv1_conv/kernel");
  const parameter = { ...last, parameters: scaled(last.parameters, "conv1_bn/gamma") };
  expect(() => expectSameRun(RUN, [frozen, parameter], run)).toThrow("conv1_bn/gamma");
});
