/**
 * WebGPU passes the suite, with everything kept on the device, on Chromium's GPU made of software or the machine's own (tests/support/gpu.ts).
 * vitest.config.ts starts this file's process with what it needs in its environment. Software takes minutes for the larger runs.
 */
import { describe, expect, test } from "vitest";
import { nodeRuntime, webGpuRuntime } from "../../src/runtime/index.ts";
import { DeviceTrainer } from "../../src/training/device/device-trainer.ts";
import { noGpu, ownGpu } from "../support/gpu.ts";
import { loadTraining } from "../support/load-training.ts";
import type { GoldenTraining } from "../support/training-reference.ts";
import { runtimeFacts } from "./runtime-facts.ts";
import { expectSameRun } from "./same-run.ts";
import { conformanceSuite, runs } from "./suite.ts";
import { learnedRun, type PhaseFigures, trainingRun } from "./training-run.ts";

const missing = noGpu();
const chosen = ownGpu ? runs : ["small_resnet-softmax-stored", "small_resnet-softmax-batch"];

describe.skipIf(missing !== undefined)(`on a GPU${missing === undefined ? "" : ` (${missing})`}`, () => {
  const runtime = webGpuRuntime();
  const done = new Map<string, Promise<PhaseFigures[]>>();

  /** Each run once. */
  function train(golden: GoldenTraining): Promise<PhaseFigures[]> {
    const name = `${golden.network}-${golden.head}-${golden.normalisation}`;
    const figures =
      done.get(name) ??
      learnedRun((step, parameters) => DeviceTrainer.open(runtime, step, parameters), golden, { target: "webgpu" });
    done.set(name, figures);
    return figures;
  }

  conformanceSuite(runtime.name, () => ({ train, facts: () => runtimeFacts(runtime) }), chosen);

  test.each(chosen)("gives for %s what the processor gives", async (run) => {
    const golden = loadTraining(run);
    const distances = expectSameRun(run, await train(golden), await trainingRun(nodeRuntime(), golden));
    expect(Object.values(distances).every(Number.isFinite)).toBe(true);
  });
});
