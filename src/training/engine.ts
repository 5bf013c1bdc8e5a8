/** What a run computes with: the processor (host-engine.ts), or a device that keeps its values between steps (device/device-engine.ts). */
import type { Runtime } from "../runtime/index.ts";
import type { AdamOptions } from "./adam-options.ts";
import type { ChosenTarget } from "./choose-target.ts";
import type { Judge, JudgePlan } from "./judge.ts";
import type { Learner } from "./learner.ts";
import type { Parameters } from "./parameters.ts";
import type { TrainingPlan } from "./plan.ts";
import type { TrainingStep } from "./training-step.ts";

export interface Engine {
  /** For what keeps nothing from run to run: features of a frozen base, statistics. */
  readonly runtime: Runtime;
  /** Which form of a network's training step it is given. */
  target(layout: TrainingPlan["layout"]): Promise<ChosenTarget>;
  /** Which form of the head's, which is small. */
  readonly headTarget: "generic" | "webgpu";
  /** adam: default, as published. */
  openLearner(step: TrainingStep, parameters: Parameters, adam?: AdamOptions): Promise<Learner>;
  /** Both of the same network and target; never at work at the same time. */
  openLearnerAndJudge(
    step: TrainingStep,
    parameters: Parameters,
    plan: JudgePlan & Pick<TrainingPlan, "adam">,
    target: ChosenTarget["target"],
  ): Promise<{ readonly learner: Learner; readonly judge: Judge }>;
}
