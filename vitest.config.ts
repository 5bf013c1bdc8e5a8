import { defineConfig } from "vitest/config";
import { gpuEnvironment } from "./tests/support/gpu.ts";
import { LongFirst } from "./tests/support/long-first.ts";

/** Their processes start with a driver in the environment, which no other test should see. */
const ON_WEBGPU = "tests/conformance/webgpu*.test.ts";

export default defineConfig({
  test: {
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    globalSetup: "./tests/support/own-cache.ts",
    reporters: ["default", "./tests/support/summary-reporter.ts"],
    projects: [
      {
        extends: true,
        test: { name: "all", include: ["src/**/*.test.ts", "tests/**/*.test.ts"], exclude: [ON_WEBGPU] },
      },
      { extends: true, test: { name: "webgpu", include: [ON_WEBGPU], env: gpuEnvironment() } },
    ],
  },
});
