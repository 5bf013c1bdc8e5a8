/** Node's CPU passes the suite, with the generic graphs and with those that training chooses on this processor. */
import { nodeRuntime } from "../../src/runtime/index.ts";
import { chooseTarget } from "../../src/training/choose-target.ts";
import { roundings } from "./roundings.ts";
import { runtimeFacts } from "./runtime-facts.ts";
import { conformanceSuite } from "./suite.ts";
import { trainingRun } from "./training-run.ts";

const runtime = nodeRuntime();

conformanceSuite(runtime.name, () => ({
  train: (golden) => trainingRun(runtime, golden),
  facts: () => runtimeFacts(runtime),
}));

conformanceSuite(`${runtime.name}, as training chooses`, () => ({
  train: async (golden) => trainingRun(runtime, golden, { target: (await chooseTarget(runtime)).target }),
  roundings,
  facts: () => runtimeFacts(runtime),
}));
