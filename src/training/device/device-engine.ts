/** Training on a device: everything stays there between steps, and validation's parameters are constants of a session of its own. */
import type { DeviceRuntime } from "../../runtime/index.ts";
import type { Engine } from "../engine.ts";
import { deviceJudge } from "./device-judge.ts";
import { DeviceTrainer } from "./device-trainer.ts";

export function deviceEngine(runtime: DeviceRuntime): Engine {
  return {
    runtime,
    headTarget: "webgpu",
    target: async () => ({ target: "webgpu", why: null }),
    openLearner: (step, parameters, adam) => DeviceTrainer.open(runtime, step, parameters, adam),
    openLearnerAndJudge: async (step, parameters, plan) => ({
      judge: deviceJudge(runtime, plan),
      learner: await DeviceTrainer.open(runtime, step, parameters, plan.adam),
    }),
  };
}
