/** The loop over epochs on a phase that is not a network: its only parameter counts the epochs. */
import { expect, test } from "vitest";
import type { TrainingEvent } from "./events.ts";
import { type Phase, runPhase } from "./phase.ts";
import { plateauAlone, scheduledRate } from "./schedule.ts";

/** accuracies: of validation, epoch by epoch. */
function counting(accuracies: readonly number[]): { phase: Phase; weight: Float32Array; rates: number[] } {
  const weight = Float32Array.of(0);
  const rates: number[] = [];
  const phase: Phase = {
    name: "frozen",
    images: 10,
    leftOut: 3,
    parameters: new Map([["weight", weight]]),
    updatesPerEpoch: 2,
    updates: () => rates.length,
    async trainEpoch(epoch, rateOf) {
      rates.push(rateOf(1));
      weight[0] = epoch;
      return { loss: 1, accuracy: 0.5 };
    },
    validate: async () => ({ loss: 1, accuracy: accuracies[rates.length - 1]! }),
  };
  return { phase, weight, rates };
}

const run = async (accuracies: readonly number[], epochs: number, patience = 20, schedule = plateauAlone) => {
  const { phase, weight, rates } = counting(accuracies);
  const events: TrainingEvent[] = [];
  const ran = await runPhase(
    phase,
    { epochs, rate: 0.1, patience, schedule },
    (event) => events.push(structuredClone(event)), // what posting does: the parameters are written over later
    () => 0,
  );
  return { ran, weight: weight[0], rates, events };
};

test("the best epoch's weights are taken back, also where the phase was not stopped early", async () => {
  const { ran, weight, events } = await run([0.5, 0.8, 0.8, 0.6], 4);
  expect([ran, weight]).toEqual([4, 2]);
  const kept = events.filter((event) => event.type === "checkpoint");
  expect(kept.map(({ epoch, parameters }) => [epoch, parameters.get("weight")![0]])).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test("it stops 20 epochs after the best one; the rate falls 8 epochs after it, and 8 after that", async () => {
  const { ran, weight, rates } = await run([0.5, 0.9, ...new Array<number>(48).fill(0.7)], 50);
  expect([ran, weight]).toEqual([22, 2]);
  const expected = [
    ...new Array<number>(10).fill(0.1),
    ...new Array<number>(8).fill(0.01),
    ...new Array<number>(4).fill(0.001),
  ];
  expect(rates.map((rate) => Number(rate.toPrecision(7)))).toEqual(expected);
});

test("with a cosine the rate goes by the update, and no plateau lowers it", async () => {
  const cosine = { kind: "cosine", warmUp: 1 } as const;
  const { rates, events } = await run(new Array<number>(12).fill(0.5), 12, 20, cosine);
  const expected = rates.map((_, i) =>
    scheduledRate(cosine, 0.1, { update: 2 * i + 1, updatesPerEpoch: 2, epochs: 12 }),
  );
  expect(rates).toEqual(expected);
  expect(events.flatMap((event) => (event.type === "epoch" ? [event.rate] : []))).toEqual(expected);
});

test("patience says how many epochs without a better one end a phase", async () => {
  const accuracies = [0.5, 0.9, ...new Array<number>(48).fill(0.7)];
  expect((await run(accuracies, 50, 3)).ran).toBe(5);
  expect((await run(accuracies, 50, 1000)).ran).toBe(50);
});

test("a phase without epochs leaves the weights as they were", async () => {
  const { ran, weight } = await run([], 0);
  expect([ran, weight]).toEqual([0, 0]);
});
