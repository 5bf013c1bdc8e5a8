import { expect, test } from "vitest";
import { type RunState, stateAfter } from "./run-state.ts";

test("events of a run tell where it is; others change nothing", () => {
  const events = [
    { type: "base", name: "nasnetmobile" },
    { type: "reading", images: 36 },
    { type: "phase", phase: "frozen", epochs: 2, images: 20, done: 0, leftOut: 0 },
    { type: "epoch", phase: "frozen", epoch: 1, validation: { loss: 1, accuracy: 0.5 } },
    { type: "phase", phase: "fine-tuning", epochs: 3, images: 20, done: 0, leftOut: 0 },
    "not an event",
  ];
  let state: RunState = { kind: "starting" };
  const states = events.map((event) => {
    state = stateAfter(state, event);
    return state;
  });
  expect(states).toEqual([
    { kind: "starting" },
    { kind: "reading", images: 36 },
    { kind: "training", phase: "frozen", epoch: 0, epochs: 2, accuracy: null },
    { kind: "training", phase: "frozen", epoch: 1, epochs: 2, accuracy: 0.5 },
    { kind: "training", phase: "fine-tuning", epoch: 0, epochs: 3, accuracy: 0.5 },
    { kind: "training", phase: "fine-tuning", epoch: 0, epochs: 3, accuracy: 0.5 },
  ]);
});
