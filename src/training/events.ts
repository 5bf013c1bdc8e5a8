/** What happens in a training run, in the order in which it happens. */
import type { Checkpoint } from "./checkpoint.ts";
import type { EpochFigures } from "./figures-of-logits.ts";
import type { PhaseName } from "./phase-name.ts";

export interface EpochEvent {
  readonly type: "epoch";
  readonly phase: PhaseName;
  /** From 1, within the phase. */
  readonly epoch: number;
  /** Learning rate of its last update. */
  readonly rate: number;
  readonly train: EpochFigures;
  readonly validation: EpochFigures;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** Whether its weights are the best so far. */
  readonly best: boolean;
}

/** What the run can be gone on from, in arrays that training goes on to change. */
export interface CheckpointEvent extends Omit<Checkpoint, "best"> {
  readonly type: "checkpoint";
  /** Parameters of the best epoch; these: those of the checkpoint itself; as before: those of the checkpoint before. */
  readonly best: Checkpoint["parameters"] | "these" | "as before";
}

export type TrainingEvent =
  | {
      readonly type: "phase";
      readonly phase: PhaseName;
      readonly epochs: number;
      /** That an epoch trains on. */
      readonly images: number;
      /** Images that each epoch leaves out, the last of its order: with batch statistics they fill no micro-batch. */
      readonly leftOut: number;
      /** Images that the run has trained on before, where it goes on in the middle of the phase. */
      readonly done: number;
    }
  | { readonly type: "step"; readonly phase: PhaseName; readonly epoch: number; readonly images: number }
  /** How a phase computes: in blocks of so many channels, or (null) with the generic graphs, and why. */
  | { readonly type: "layout"; readonly phase: PhaseName; readonly block: number | null; readonly why: string | null }
  /** From this epoch on images are of this size; only where sizes change in the course of a phase. */
  | { readonly type: "stage"; readonly phase: PhaseName; readonly epoch: number; readonly imageSize: number }
  /** Features of images in a view (null: validation's, as they are): how many are there so far, and how many of these came from the cache. */
  | {
      readonly type: "features";
      readonly view: number | null;
      readonly images: number;
      readonly done: number;
      readonly cached: number;
    }
  /** Something is wrong with the cache; the run goes on. */
  | { readonly type: "cache-problem"; readonly problem: string }
  | EpochEvent
  | CheckpointEvent
  /** The best weights of the last phase. */
  | { readonly type: "done"; readonly parameters: ReadonlyMap<string, Float32Array> };

export type Emit = (event: TrainingEvent) => void;
