/** What a training run works with, which is another in a thread than in a browser. */
import type { Control } from "./control.ts";
import type { Engine } from "./engine.ts";
import type { OpenRows } from "./rows.ts";

export interface TrainingMeans {
  readonly engine: Engine;
  /** Where the features of images are kept. */
  readonly openRows: OpenRows;
  /** Milliseconds from anywhere, for the figures of speed. */
  readonly clock: () => number;
  readonly control: Control;
}
