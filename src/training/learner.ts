/** What takes training steps, wherever it keeps what changes: on the host (trainer.ts), or on a device (device/device-trainer.ts). */
import type { Feeds, MicroResult, Parameters } from "./trainer.ts";

export interface Learner {
  /** Runs a micro-batch and adds its gradients to those of the update under way. feeds: image, label, weight, masks. */
  micro(feeds: Feeds, logit: string): Promise<MicroResult>;
  /** The gradient of every trained parameter, from the sums so far; to be used before the next call. */
  gradients(): Promise<Parameters>;
  /** Ends the update: one step of the optimizer with the summed gradients. */
  update(rate: number): Promise<void>;
  /** Steps of the optimizer so far. */
  readonly updates: number;
  /** Brings the parameters that it was opened with up to date. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
