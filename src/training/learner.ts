/** What takes training steps, wherever it keeps what changes: on the host (trainer.ts), or on a device (device/device-trainer.ts). */
import type { Feeds, MicroResult, Parameters } from "./parameters.ts";

/** What a learner goes on from, beside the parameters that it is opened with. */
export interface LearnerState {
  /** Steps of the optimizer so far. */
  readonly updates: number;
  /** By name, each like the parameter that its name begins with: "PARAMETER:first" and "PARAMETER:second" are Adam's moments; where what it was opened with are averages, "PARAMETER" is what they are averages of. */
  readonly arrays: ReadonlyMap<string, Float32Array>;
}

export interface Learner {
  /** Runs a micro-batch and adds its gradients to those of the update under way. feeds: image, label, weight, masks. */
  micro(feeds: Feeds, logit: string): Promise<MicroResult>;
  /** The gradient of every trained parameter, from the sums so far; to be used before the next call. */
  gradients(): Promise<Parameters>;
  /** Ends the update: one step of the optimizer with the summed gradients. Throws NotFinite where one of them is not, if it sees them. */
  update(rate: number): Promise<void>;
  /** Steps of the optimizer so far. */
  readonly updates: number;
  /** Brings the parameters that it was opened with up to date. */
  sync(): Promise<void>;
  /** Between updates. The arrays may be its own, which the next update changes. */
  state(): Promise<LearnerState>;
  /** Goes on from what `state` gave, before its first step. Throws where something is missing or of another size. */
  restore(state: LearnerState): Promise<void>;
  close(): Promise<void>;
}
