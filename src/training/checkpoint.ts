/**
 * Where a run stands between two updates, and all that it goes on from. Everything random is named by epoch and image, so that there is
 * nothing of it to keep: in the middle of an epoch the batches that are done are passed over.
 */
import { type EarlyStoppingState, earlyStoppingStart } from "./early-stopping.ts";
import { type LogitSums, noSums } from "./figures-of-logits.ts";
import type { LearnerState } from "./learner.ts";
import type { Parameters } from "./parameters.ts";
import type { PhaseName } from "./phase-name.ts";
import { type ReduceRateState, reduceRateStart } from "./reduce-rate.ts";

/** Of the epoch under way. */
export interface EpochProgress {
  /** Updates that are done. */
  readonly steps: number;
  /** Over the images of these. */
  readonly sums: LogitSums;
}

export interface PhaseState {
  /** Epochs that are complete. */
  readonly epoch: number;
  readonly underWay: EpochProgress;
  readonly stopping: EarlyStoppingState;
  readonly falling: ReduceRateState;
}

/** The epoch whose weights are the best so far. */
export interface BestEpoch {
  readonly phase: PhaseName;
  /** From 1. */
  readonly epoch: number;
  /** Of validation; null where it was no number. */
  readonly accuracy: number | null;
}

export interface TrainingState extends PhaseState {
  readonly phase: PhaseName;
  /** Epochs that the frozen phase ran; null while it runs. */
  readonly frozenEpochs: number | null;
  /** null before the first epoch is complete: the start values. */
  readonly best: BestEpoch | null;
}

export interface Checkpoint {
  readonly state: TrainingState;
  /** All parameters of the model. */
  readonly parameters: Parameters;
  /** Those of the best epoch. */
  readonly best: Parameters;
  readonly learner: LearnerState;
}

export const noProgress: EpochProgress = { steps: 0, sums: noSums };

export const phaseStart = (rate: number): PhaseState => ({
  epoch: 0,
  underWay: noProgress,
  stopping: earlyStoppingStart,
  falling: reduceRateStart(rate),
});

/** Whether nothing is left to train. epochs: at most. */
export const isOver = ({ epoch, stopping }: PhaseState, epochs: number): boolean => epoch >= epochs || stopping.stop;
