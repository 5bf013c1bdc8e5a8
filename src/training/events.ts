/** What happens in a training run, in the order in which it happens. */

export type PhaseName = "frozen" | "fine-tuning";

export interface EpochFigures {
  readonly loss: number;
  /** Share of images whose class was given the highest probability (a sigmoid: on the right side of 0.5). */
  readonly accuracy: number;
}

export interface EpochEvent {
  readonly type: "epoch";
  readonly phase: PhaseName;
  /** From 1, within the phase. */
  readonly epoch: number;
  readonly rate: number;
  readonly train: EpochFigures;
  readonly validation: EpochFigures;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** Whether its weights are the best so far. */
  readonly best: boolean;
}

export type TrainingEvent =
  | { readonly type: "phase"; readonly phase: PhaseName; readonly epochs: number; readonly images: number }
  | { readonly type: "step"; readonly phase: PhaseName; readonly epoch: number; readonly images: number }
  | EpochEvent
  /** A copy of all parameters after the best epoch so far. */
  | {
      readonly type: "checkpoint";
      readonly phase: PhaseName;
      readonly epoch: number;
      readonly parameters: ReadonlyMap<string, Float32Array>;
    }
  /** The best weights of the last phase, and what they make of the validation images: logits, image by image. */
  | { readonly type: "done"; readonly parameters: ReadonlyMap<string, Float32Array>; readonly logits: Float32Array };

export type Emit = (event: TrainingEvent) => void;
