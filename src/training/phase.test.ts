/** The loop over epochs on a phase that is not a network: its only parameter counts the epochs. */
import { expect, test } from "vitest";
import { phaseStart } from "./checkpoint.ts";
import { Checkpoints } from "./checkpoints.ts";
import { type Control, undisturbed } from "./control.ts";
import type { TrainingEvent } from "./events.ts";
import { type Phase, type PhaseStart, runPhase } from "./phase.ts";
import { plateauAlone, type Schedule, scheduledRate } from "./schedule.ts";

const STEPS = 2;
const IMAGES = 10;

/** accuracies: of validation, epoch by epoch. Every step adds 1 / STEPS to the weight. */
function counting(accuracies: readonly number[], start = 0) {
  const weight = Float32Array.of(start);
  const rates: number[] = [];
  const phase: Phase = {
    name: "frozen",
    images: IMAGES,
    leftOut: 3,
    parameters: new Map([["weight", weight]]),
    updatesPerEpoch: STEPS,
    learner: { sync: async () => {}, state: async () => ({ updates: STEPS * weight[0]!, arrays: new Map() }) },
    async trainEpoch({ rateOf, done }, afterUpdate) {
      rates.push(rateOf(STEPS - 1));
      for (let steps = done.steps + 1; steps <= STEPS; steps++) {
        weight[0]! += 1 / STEPS;
        await afterUpdate({ steps, sums: { loss: steps, right: 0, images: (steps * IMAGES) / STEPS } });
      }
      return { loss: 1, accuracy: 0.5 };
    },
    validate: async () => ({ loss: 1, accuracy: accuracies[Math.round(weight[0]!) - 1]! }),
  };
  return { phase, weight, rates };
}

interface Settings {
  readonly patience?: number;
  readonly control?: Control;
  readonly start?: PhaseStart;
  readonly schedule?: Schedule;
  readonly sizes?: readonly number[];
}

/** What posting does: the parameters are written over later. */
const posted = (events: TrainingEvent[]) => (event: TrainingEvent) => void events.push(structuredClone(event));

const run = async (
  accuracies: readonly number[],
  epochs: number,
  { patience = 20, control = undisturbed, start, schedule = plateauAlone, sizes = [224] }: Settings = {},
) => {
  const { phase, weight, rates } = counting(accuracies, start === undefined ? 0 : whereItStood(start));
  const events: TrainingEvent[] = [];
  const emit = posted(events);
  const means = { emit, clock: () => 0, control, checkpoints: new Checkpoints(emit, control) };
  const begin = { state: phaseStart(0.1), bestEpoch: null, best: phase.parameters, frozenEpochs: null };
  const ended = await runPhase(phase, { epochs, rate: 0.1, patience, schedule, sizes }, means, start ?? begin).catch(
    (error: { code: string }) => error.code,
  );
  const kept = events.filter((event) => event.type === "checkpoint");
  return { ended, ran: typeof ended === "string" ? null : ended.epochs, weight: weight[0], rates, events, kept };
};

const whereItStood = ({ state }: PhaseStart): number => state.epoch + state.underWay.steps / STEPS;

test("the best epoch's weights are taken back, also where the phase was not stopped early", async () => {
  const { ran, weight, kept } = await run([0.5, 0.8, 0.8, 0.6], 4);
  expect([ran, weight]).toEqual([4, 2]);
  expect(kept.map(({ state, parameters, best }) => [state.epoch, parameters.get("weight")![0], best])).toEqual([
    [1, 1, "these"],
    [2, 2, "these"],
    [3, 3, "as before"],
    [4, 4, "as before"],
  ]);
});

test("while a checkpoint is being written none is taken, but at the end, with the best weights themselves", async () => {
  const { kept } = await run([0.5, 0.8, 0.6], 3, { control: { ...undisturbed, isWriting: () => true } });
  expect(kept).toMatchObject([{ state: { epoch: 3, best: { epoch: 2, accuracy: 0.8 } } }]);
  expect((kept[0]!.best as ReadonlyMap<string, Float32Array>).get("weight")).toEqual(Float32Array.of(2));
});

test("asked to stop, it ends after any update and goes on to what it would have come to", async () => {
  const accuracies = [0.5, 0.9, 0.7, 0.6, 0.8, 0.7];
  const whole = await run(accuracies, 6, { patience: 3 });
  for (let updates = 1; updates <= 9; updates++) {
    let left = updates;
    const stopped = await run(accuracies, 6, {
      patience: 3,
      control: { ...undisturbed, stopAsked: () => --left <= 0 },
    });
    expect(stopped.ended).toBe("E_INTERRUPTED");
    const { state, best } = stopped.kept.at(-1)!;
    const weights = typeof best === "string" ? new Map([["weight", Float32Array.of(state.best?.epoch ?? 0)]]) : best;
    const start = { state, bestEpoch: state.best, best: weights, frozenEpochs: null };
    const { ran, weight, kept } = await run(accuracies, 6, {
      patience: 3,
      start: { ...start, best: new Map(weights) },
    });
    expect([ran, weight]).toEqual([whole.ran, whole.weight]);
    expect(kept.at(-1)!.state).toEqual(whole.kept.at(-1)!.state);
  }
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
  const { rates, events } = await run(new Array<number>(12).fill(0.5), 12, { schedule: cosine });
  const expected = rates.map((_, i) =>
    scheduledRate(cosine, 0.1, { update: STEPS * (i + 1) - 1, updatesPerEpoch: STEPS, epochs: 12 }),
  );
  expect(rates).toEqual(expected);
  expect(events.flatMap((event) => (event.type === "epoch" ? [event.rate] : []))).toEqual(expected);
});

test("patience says how many epochs without a better one end a phase", async () => {
  const accuracies = [0.5, 0.9, ...new Array<number>(48).fill(0.7)];
  expect((await run(accuracies, 50, { patience: 3 })).ran).toBe(5);
  expect((await run(accuracies, 50, { patience: 1000 })).ran).toBe(50);
});

test("images of another size are compared anew, and patience is for the last size", async () => {
  const { ran, weight } = await run([0.9, 0.8, 0.7, 0.5, 0.4, 0.6], 6, { patience: 1, sizes: [96, 224] });
  expect([ran, weight]).toEqual([5, 4]);
  expect((await run([0.9, 0.8, 0.5, 0.6], 4, { sizes: [96, 224] })).weight).toBe(4);
});

test("a rate that has fallen stays so at the next size", async () => {
  const { rates } = await run([0.9, ...new Array<number>(19).fill(0.7)], 20, { sizes: [96, 224] });
  expect(rates.map((rate) => Number(rate.toPrecision(7)))).toEqual([
    ...new Array<number>(9).fill(0.1),
    ...new Array<number>(10).fill(0.01),
    0.001,
  ]);
});

test("a phase without epochs leaves the weights as they were", async () => {
  const { ran, weight } = await run([], 0);
  expect([ran, weight]).toEqual([0, 0]);
});
