import { expect, test } from "vitest";
import { smallPlan } from "../../tests/support/small-plan.ts";
import type { Engine } from "./engine.ts";
import { openFineTuningPhase } from "./fine-tuning-phase.ts";
import type { Judge } from "./judge.ts";
import type { Learner } from "./learner.ts";

const never = (): never => {
  throw new Error("nobody asks for it");
};

test("where the statistics' sessions cannot be opened, learner and judge are closed", async () => {
  const closed: string[] = [];
  const learner: Learner = {
    ...{ micro: never, gradients: never, update: never, updates: 0, sync: never, state: never, restore: never },
    close: async () => void closed.push("learner"),
  };
  const judge: Judge = { logits: never, release: async () => void closed.push("judge") };
  const engine: Engine = {
    runtime: { name: "none", open: () => Promise.reject(new Error("no memory")) },
    target: async () => ({ target: "generic", why: "it was asked for" }),
    headTarget: "generic",
    openLearner: never,
    openLearnerAndJudge: async () => ({ learner, judge }),
  };
  const images = { images: { width: 32, height: 32, read: never, identity: String }, places: [0, 1, 0, 1] };
  const plan = { ...smallPlan, train: images, validation: images };
  await expect(openFineTuningPhase(engine, plan, new Map(), () => {})).rejects.toThrow("no memory");
  expect(closed.toSorted()).toEqual(["judge", "learner"]);
});
