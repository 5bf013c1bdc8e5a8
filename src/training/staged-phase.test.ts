/** Stages of phases that are no networks: each tells when it is opened and closed, and what it is given. */
import { expect, test } from "vitest";
import { noProgress } from "./checkpoint.ts";
import type { TrainingEvent } from "./events.ts";
import type { Learner } from "./learner.ts";
import type { OpenPhase } from "./phase.ts";
import { openStages } from "./staged-phase.ts";

function recorded() {
  const told: string[] = [];
  const open = async (size: number): Promise<OpenPhase> => {
    let updates = 0;
    told.push(`open ${size}`);
    const never = (): never => {
      throw new Error("nobody asks for it");
    };
    const learner: Learner = {
      micro: never,
      gradients: never,
      update: never,
      updates,
      sync: async () => void told.push(`sync ${size}`),
      state: async () => ({ updates, arrays: new Map() }),
      restore: async (state) => {
        updates = state.updates;
        told.push(`restore ${size}: ${updates}`);
      },
      close: never,
    };
    return {
      name: "fine-tuning",
      images: 10,
      leftOut: 0,
      updatesPerEpoch: 1,
      parameters: new Map(),
      learner,
      async trainEpoch({ epoch }) {
        updates += 1;
        told.push(`train ${size}: ${epoch}`);
        return { loss: 1, accuracy: 0.5 };
      },
      validate: async () => ({ loss: size, accuracy: 0.5 }),
      close: async () => void told.push(`close ${size}`),
    };
  };
  return { told, open };
}

const order = (epoch: number) => ({ epoch, rateOf: () => 0.1, done: noProgress });

test("the learner goes on from stage to stage; one phase is open at a time", async () => {
  const { told, open } = recorded();
  const events: TrainingEvent[] = [];
  const phase = await openStages({ sizes: [32, 64], epochs: 3 }, 1, open, (event) => events.push(event));
  const losses: number[] = [];
  for (const epoch of [1, 2, 3]) {
    await phase.trainEpoch(order(epoch), async () => {});
    losses.push((await phase.validate()).loss);
  }
  expect((await phase.learner.state()).updates).toBe(3);
  await phase.close();
  expect(losses).toEqual([32, 64, 64]);
  expect(told).toEqual([
    "open 32",
    "train 32: 1",
    "sync 32",
    "close 32",
    "open 64",
    "restore 64: 1",
    "train 64: 2",
    "train 64: 3",
    "close 64",
  ]);
  expect(events).toEqual([
    { type: "stage", phase: "fine-tuning", epoch: 1, imageSize: 32 },
    { type: "stage", phase: "fine-tuning", epoch: 2, imageSize: 64 },
  ]);
});

test("where the next stage cannot be opened, what is closed stays so", async () => {
  const { told, open } = recorded();
  const failing = (size: number) => (size === 64 ? Promise.reject(new Error("no memory")) : open(size));
  const phase = await openStages({ sizes: [32, 64], epochs: 2 }, 1, failing, () => {});
  await phase.trainEpoch(order(1), async () => {});
  await expect(phase.trainEpoch(order(2), async () => {})).rejects.toThrow("no memory");
  await phase.close();
  expect(told.filter((line) => line === "close 32")).toHaveLength(1);
});

test("a run that goes on begins in the stage of its epoch; one size is nothing to tell", async () => {
  const { told, open } = recorded();
  const events: TrainingEvent[] = [];
  const emit = (event: TrainingEvent) => void events.push(event);
  await openStages({ sizes: [32, 64], epochs: 3 }, 2, open, () => {});
  await openStages({ sizes: [64], epochs: 3 }, 1, open, emit);
  expect([told, events]).toEqual([["open 64", "open 64"], []]);
});
