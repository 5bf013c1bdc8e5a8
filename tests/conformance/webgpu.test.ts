/**
 * WebGPU passes the suite, with everything kept on the device, on Chromium's GPU made of software or the machine's own (tests/support/gpu.ts).
 * vitest.config.ts starts this file's process with what it needs in its environment. Software takes minutes for the larger runs.
 */
import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../src/graph/index.ts";
import { nodeRuntime, webGpuRuntime } from "../../src/runtime/index.ts";
import { DeviceTrainer } from "../../src/training/device/device-trainer.ts";
import { noGpu, runsOnGpu } from "../support/gpu.ts";
import { loadTraining } from "../support/load-training.ts";
import type { GoldenTraining } from "../support/training-reference.ts";
import { runs } from "../support/training-reference.ts";
import { roundings } from "./roundings.ts";
import { runtimeFacts } from "./runtime-facts.ts";
import { expectSameRun } from "./same-run.ts";
import { conformanceSuite } from "./suite.ts";
import { learnedRun, type PhaseFigures, trainingRun } from "./training-run.ts";

const missing = noGpu();
const chosen = runsOnGpu(runs);

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

  conformanceSuite(runtime.name, () => ({ train, roundings, facts: () => runtimeFacts(runtime) }), chosen);

  const stored = chosen.filter((run) => loadTraining(run).normalisation === "stored");
  test.each(stored)("gives for %s what the processor gives", async (run) => {
    const golden = loadTraining(run);
    const distances = expectSameRun(run, await train(golden), await trainingRun(nodeRuntime(), golden));
    expect(Object.values(distances).every(Number.isFinite)).toBe(true);
  });

  test("what does not fit into its memory is an error, after which it goes on", async () => {
    const g = new GraphBuilder("64 GB");
    const wide = g.op("Relu", [g.expand(g.input("x", { type: "float32", shape: [1] }), [16_000, 1024, 1024])]);
    g.output(g.op("ReduceMax", [wide, g.ints([0, 1, 2])], { keepdims: 0 }));
    const session = await runtime.open(g.build());
    await expect(session.run(new Map([["x", Float32Array.of(1)]]))).rejects.toMatchObject({ code: "E_DEVICE_FAILED" });
    await session.release();
    expect((await runtimeFacts(runtime)).nothing).toBe(0);
  });
});
