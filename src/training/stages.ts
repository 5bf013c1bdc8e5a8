/**
 * Image sizes that follow each other in a phase: a network of convolutions and pooled features has the same parameters at every size, and learns
 * the coarse things several times faster from small images (progressive resizing; Tan and Le 2021, EfficientNetV2, section 4). A stage is as many
 * epochs of one size; what the epochs do not divide by is added to the last stages. Pure.
 */

export interface Stages {
  /** Height and width of the images, stage by stage. */
  readonly sizes: readonly number[];
  /** Of all stages together, as planned. */
  readonly epochs: number;
}

/** epoch: from 1. Counted from the end, so that the last epoch is one of the last stage however few there are. */
export const sizeOf = (stages: Stages, epoch: number): number => stages.sizes[stageOf(stages, epoch)]!;

export const isLast = (stages: Stages, epoch: number): boolean => stageOf(stages, epoch) === stages.sizes.length - 1;

/** Whether the epoch before it was of another stage. */
export const beginsStage = (stages: Stages, epoch: number): boolean =>
  epoch > 1 && stageOf(stages, epoch) !== stageOf(stages, epoch - 1);

const stageOf = ({ sizes, epochs }: Stages, epoch: number): number =>
  sizes.length - 1 - Math.floor(((epochs - epoch) * sizes.length) / epochs);
