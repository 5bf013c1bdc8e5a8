/**
 * The loop over epochs that both phases share: train, validate, keep the best weights, let the rate fall, stop early. At the end the best
 * weights are taken back, also when the phase was not stopped early (as Keras 3).
 */
import { earlyStopping, earlyStoppingStart } from "./early-stopping.ts";
import type { Emit, EpochFigures, PhaseName } from "./events.ts";
import { FALLING_RATE, type PhasePlan } from "./plan.ts";
import { reduceRate, reduceRateStart } from "./reduce-rate.ts";
import { scheduledRate } from "./schedule.ts";
import type { Parameters } from "./trainer.ts";

/** The learning rate of an update of an epoch, counted from 0. */
export type RateOf = (update: number) => number;

export interface Phase {
  readonly name: PhaseName;
  /** That an epoch trains on. */
  readonly images: number;
  /** Training images that each epoch leaves out; not the same ones every time. */
  readonly leftOut: number;
  readonly updatesPerEpoch: number;
  /** Of the optimizer, so far. */
  updates(): number;
  /** One pass over the training images. */
  trainEpoch(epoch: number, rateOf: RateOf): Promise<EpochFigures>;
  validate(): Promise<EpochFigures>;
  /** All parameters of the model; changed in place. */
  readonly parameters: Parameters;
}

/** A phase with what it holds open. */
export interface OpenPhase extends Phase {
  close(): Promise<void>;
}

/** Returns the number of epochs that ran. */
export async function runPhase(phase: Phase, plan: PhasePlan, emit: Emit, clock: () => number): Promise<number> {
  let stopping = earlyStoppingStart;
  let falling = reduceRateStart(plan.rate);
  const best = copyOf(phase.parameters);
  let epoch = 0;
  const { name, images, leftOut } = phase;
  emit({ type: "phase", phase: name, epochs: plan.epochs, images, leftOut });
  while (epoch < plan.epochs && !stopping.stop) {
    epoch += 1;
    const start = clock();
    const rateOf = ratesOf(phase, plan, epoch, falling.rate);
    const train = await phase.trainEpoch(epoch, rateOf);
    const trained = clock();
    const validation = await phase.validate();
    stopping = earlyStopping(stopping, epoch - 1, validation.accuracy, plan.patience);
    if (plan.schedule.kind === "plateau") falling = reduceRate(falling, validation.accuracy, FALLING_RATE);
    const isBest = stopping.bestEpoch === epoch - 1;
    const seconds = (clock() - start) / 1000;
    const imagesPerSecond = phase.images / ((trained - start) / 1000);
    const rate = rateOf(phase.updatesPerEpoch - 1);
    emit({ type: "epoch", phase: phase.name, epoch, rate, train, validation, seconds, imagesPerSecond, best: isBest });
    if (!isBest) continue;
    copyInto(best, phase.parameters);
    const updates = phase.updates();
    emit({ type: "checkpoint", phase: phase.name, epoch, updates, stopping, falling, parameters: best });
  }
  copyInto(phase.parameters, best);
  return epoch;
}

/** epoch: from 1. rate: what is left of the phase's, where it falls. */
function ratesOf({ updatesPerEpoch }: Phase, { schedule, epochs }: PhasePlan, epoch: number, rate: number): RateOf {
  const before = (epoch - 1) * updatesPerEpoch;
  return (update) => scheduledRate(schedule, rate, { update: before + update, updatesPerEpoch, epochs });
}

function copyInto(target: Parameters, source: Parameters): void {
  for (const [name, values] of source) target.get(name)!.set(values);
}

const copyOf = (parameters: Parameters): Parameters =>
  new Map([...parameters].map(([name, values]) => [name, values.slice()]));
