/** When checkpoints are taken, and what is in them: of what did not change since the one before, only that it did not. */
import { type BestEpoch, type Checkpoint, noProgress, type TrainingState } from "./checkpoint.ts";
import type { Control } from "./control.ts";
import type { CheckpointEvent, Emit } from "./events.ts";
import { requireFiniteCheckpoint } from "./finite.ts";
import type { Learner } from "./learner.ts";
import type { Parameters } from "./parameters.ts";

export interface Standing {
  readonly state: TrainingState;
  /** Of the best epoch so far. */
  readonly best: Parameters;
  readonly parameters: Parameters;
  readonly learner: Pick<Learner, "sync" | "state">;
}

export class Checkpoints {
  readonly #emit: Emit;
  readonly #control: Control;
  /** Whose weights the checkpoint before has as its best; undefined: there is none. */
  #kept: BestEpoch | null | undefined;

  /** from: the checkpoint that the run goes on from. */
  constructor(emit: Emit, control: Control, from?: Checkpoint) {
    this.#emit = emit;
    this.#control = control;
    this.#kept = from?.state.best;
  }

  /** needed: also while the one before is still being written. Throws E_TRAINING_NOT_FINITE instead of keeping what is of no use. */
  async take({ state, best, parameters, learner }: Standing, needed: boolean): Promise<void> {
    if (!needed && this.#control.isWriting()) return;
    await learner.sync();
    const kept = await learner.state();
    requireFiniteCheckpoint(parameters, kept.arrays, state);
    this.#emit({ type: "checkpoint", state, parameters, learner: kept, best: this.#bestOf(state, best) });
    this.#kept = state.best;
  }

  #bestOf(state: TrainingState, best: Parameters): CheckpointEvent["best"] {
    if (this.#kept !== undefined && sameEpoch(this.#kept, state.best)) return "as before";
    return isAfter(state, state.best) ? "these" : best;
  }
}

const sameEpoch = (one: BestEpoch | null, other: BestEpoch | null): boolean =>
  one?.phase === other?.phase && one?.epoch === other?.epoch;

/** Whether the parameters are still those that the epoch ended with. */
const isAfter = ({ phase, epoch, underWay }: TrainingState, best: BestEpoch | null): boolean =>
  best !== null && best.phase === phase && best.epoch === epoch && underWay.steps === noProgress.steps;
