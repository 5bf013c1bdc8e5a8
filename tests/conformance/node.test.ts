/** Node's CPU passes the suite. */
import { nodeRuntime } from "../../src/runtime/index.ts";
import { runtimeFacts } from "./runtime-facts.ts";
import { conformanceSuite } from "./suite.ts";
import { trainingRun } from "./training-run.ts";

const runtime = nodeRuntime();

conformanceSuite(runtime.name, () => ({
  train: (golden) => trainingRun(runtime, golden),
  facts: () => runtimeFacts(runtime),
}));
