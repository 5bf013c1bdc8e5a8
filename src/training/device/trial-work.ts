/** What a device is tried with. Everything in it crosses to a process of its own. */
import type { Graph } from "../../graph/index.ts";
import type { Device } from "../../runtime/index.ts";
import type { TrainingPlan } from "../plan.ts";

/** Of what is measured: the first compiles, and memory grows. */
export const TRIAL_RUNS = 3;

/** A fine-tuning step of a network. */
export type StepWork = Pick<
  TrainingPlan,
  "imageSize" | "microBatch" | "units" | "normalisation" | "statistics" | "trainedFrom"
> & {
  readonly kind: "step";
  readonly network: string;
};

/** A graph run on some images: with noise for its parameters, or as the ONNX file has them. */
export interface InferenceWork {
  readonly kind: "inference";
  readonly source: Graph | { readonly file: string };
  /** At once. */
  readonly images: number;
  /** In all; null where that is not known. */
  readonly total: number | null;
}

/** A small training step, whose gradients must be those of the generic graphs on the processor. */
interface ProofWork {
  readonly kind: "proof";
}

export type MeasuredWork = StepWork | InferenceWork;

export interface TrialOrder {
  readonly device: Device;
  readonly threads: number | null;
  readonly work: MeasuredWork | ProofWork;
}

/** seconds: of an image; of the proof, of its step. */
export type TrialAnswer = { readonly seconds: number } | { readonly problem: string };
