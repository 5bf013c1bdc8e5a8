/**
 * WebGPU passes the suite, with everything kept on the device, on Chromium's GPU made of software. vitest.config.ts starts this file's process
 * with the driver in its environment.
 */
import { describe } from "vitest";
import { webGpuRuntime } from "../../src/runtime/index.ts";
import { DeviceTrainer } from "../../src/training/device/device-trainer.ts";
import { noSoftwareGpu } from "../support/chromium.ts";
import { runtimeFacts } from "./runtime-facts.ts";
import { conformanceSuite } from "./suite.ts";
import { learnedRun } from "./training-run.ts";

const missing = noSoftwareGpu();

describe.skipIf(missing !== undefined)(`on a GPU${missing === undefined ? "" : ` (${missing})`}`, () => {
  const runtime = webGpuRuntime();
  conformanceSuite(runtime.name, () => ({
    train: (golden) =>
      learnedRun((step, parameters) => DeviceTrainer.open(runtime, step, parameters), golden, { target: "webgpu" }),
    facts: () => runtimeFacts(runtime),
  }));
});
