/**
 * The loop over epochs that both phases share: train, validate, keep the best weights, let the rate fall, stop early. At the end the best
 * weights are taken back, also when the phase was not stopped early (as Keras 3).
 */
import { copyInto, copyOf } from "./arrays.ts";
import {
  type BestEpoch,
  type EpochProgress,
  isOver,
  noProgress,
  type PhaseState,
  type TrainingState,
} from "./checkpoint.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { type Control, interrupted } from "./control.ts";
import { earlyStopping, earlyStoppingStart } from "./early-stopping.ts";
import type { Emit } from "./events.ts";
import type { EpochFigures } from "./figures-of-logits.ts";
import type { Learner } from "./learner.ts";
import type { Parameters } from "./parameters.ts";
import type { PhaseName } from "./phase-name.ts";
import { FALLING_RATE, type PhasePlan } from "./plan.ts";
import { reduceRate, reduceRateStart } from "./reduce-rate.ts";
import { scheduledRate } from "./schedule.ts";
import { beginsStage, isLast } from "./stages.ts";

/** To be waited for after every update: where the run may end. */
export type AfterUpdate = (progress: EpochProgress) => Promise<void>;

export interface EpochOrder {
  /** From 1. */
  readonly epoch: number;
  /** The learning rate of an update of the epoch, counted from 0. */
  rateOf(update: number): number;
  /** What is done of it. */
  readonly done: EpochProgress;
}

export interface Phase {
  readonly name: PhaseName;
  /** That an epoch trains on. */
  readonly images: number;
  /** Training images that each epoch leaves out; not the same ones every time. */
  readonly leftOut: number;
  readonly updatesPerEpoch: number;
  readonly learner: Pick<Learner, "sync" | "state">;
  /** One pass over the training images, or the rest of one. */
  trainEpoch(order: EpochOrder, afterUpdate: AfterUpdate): Promise<EpochFigures>;
  validate(): Promise<EpochFigures>;
  /** All parameters of the model; changed in place. */
  readonly parameters: Parameters;
}

/** A phase with what it holds open. */
export interface OpenPhase extends Phase {
  readonly learner: Learner;
  close(): Promise<void>;
}

/** What a phase runs with. */
export interface PhaseMeans {
  readonly emit: Emit;
  readonly clock: () => number;
  readonly control: Control;
  readonly checkpoints: Checkpoints;
}

/** What a phase begins with, or goes on from. */
export interface PhaseStart {
  readonly state: PhaseState;
  /** null: the start values are the best so far. */
  readonly bestEpoch: BestEpoch | null;
  /** Parameters of it. */
  readonly best: Parameters;
  /** Of the phase before; null in the frozen phase. */
  readonly frozenEpochs: number | null;
}

export interface PhaseEnd {
  /** That ran. */
  readonly epochs: number;
  readonly bestEpoch: BestEpoch | null;
}

/** Throws E_INTERRUPTED after a checkpoint where it was asked to stop. */
export async function runPhase(phase: Phase, plan: PhasePlan, means: PhaseMeans, start: PhaseStart): Promise<PhaseEnd> {
  const { name, images, leftOut } = phase;
  const done = start.state.epoch * images + start.state.underWay.sums.images;
  means.emit({ type: "phase", phase: name, epochs: plan.epochs, images, leftOut, done });
  const best = copyOf(start.best);
  let state: TrainingState = {
    ...start.state,
    phase: name,
    frozenEpochs: start.frozenEpochs,
    best: start.bestEpoch,
  };
  while (!isOver(state, plan.epochs)) state = await runEpoch({ phase, plan, means, best }, state);
  copyInto(phase.parameters, best);
  return { epochs: state.epoch, bestEpoch: state.best };
}

interface Running {
  readonly phase: Phase;
  readonly plan: PhasePlan;
  readonly means: PhaseMeans;
  /** Parameters of the best epoch, which a better one is written over. */
  readonly best: Parameters;
}

/** Returns the state after it. */
async function runEpoch(running: Running, last: TrainingState): Promise<TrainingState> {
  const { phase, plan, means, best } = running;
  const before = beginsStage(plan, last.epoch + 1) ? comparedAnew(last) : last;
  const { emit, clock, control, checkpoints } = means;
  const epoch = before.epoch + 1;
  const start = clock();
  const rateOf = ratesOf(phase, plan, before);
  const order = { epoch, rateOf, done: before.underWay };
  const train = await phase.trainEpoch(order, (progress) => endIfAsked(running, { ...before, underWay: progress }));
  const trained = clock();
  const validation = await phase.validate();
  const state = afterEpoch(before, phase.name, validation, plan);
  const isBest = state.stopping.bestEpoch === before.epoch;
  if (isBest) copyInto(best, phase.parameters);
  const seconds = (clock() - start) / 1000;
  const imagesPerSecond = (phase.images - before.underWay.sums.images) / ((trained - start) / 1000);
  const rate = rateOf(phase.updatesPerEpoch - 1);
  emit({ type: "epoch", phase: phase.name, epoch, rate, train, validation, seconds, imagesPerSecond, best: isBest });
  const stop = control.stopAsked();
  await checkpoints.take({ ...phase, state, best }, stop || isOver(state, plan.epochs));
  if (stop) throw interrupted();
  return state;
}

/** Of the epoch that follows. */
function ratesOf(
  { updatesPerEpoch }: Phase,
  { schedule, epochs }: PhasePlan,
  before: PhaseState,
): EpochOrder["rateOf"] {
  const updates = before.epoch * updatesPerEpoch;
  return (update) =>
    scheduledRate(schedule, before.falling.rate, { update: updates + update, updatesPerEpoch, epochs });
}

/** Images of another size: what was reached with those before is no measure. */
const comparedAnew = (state: TrainingState): TrainingState => ({
  ...state,
  stopping: earlyStoppingStart,
  falling: reduceRateStart(state.falling.rate),
});

async function endIfAsked({ phase, means, best }: Running, state: TrainingState): Promise<void> {
  if (!means.control.stopAsked()) return;
  await means.checkpoints.take({ ...phase, state, best }, true);
  throw interrupted();
}

function afterEpoch(
  before: TrainingState,
  phase: PhaseName,
  { accuracy }: EpochFigures,
  plan: PhasePlan,
): TrainingState {
  const patience = isLast(plan, before.epoch + 1) ? plan.patience : Number.POSITIVE_INFINITY;
  const stopping = earlyStopping(before.stopping, before.epoch, accuracy, patience);
  const { falling } = before;
  const next = plan.schedule.kind === "plateau" ? reduceRate(falling, accuracy, FALLING_RATE) : falling;
  const epoch = before.epoch + 1;
  const best = stopping.bestEpoch === before.epoch ? { phase, epoch, accuracy: stopping.best } : before.best;
  return { ...before, epoch, underWay: noProgress, stopping, falling: next, best };
}
