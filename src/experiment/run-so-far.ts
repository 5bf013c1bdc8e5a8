/** What a run that goes on has so far: its checkpoint, its history and the openings of its test part; and how it is told. */
import {
  cutBack,
  type HistoryRow,
  type KeptCheckpoint,
  type Metrics,
  type RunConfig,
  type RunFolder,
  type RunLock,
} from "../run/index.ts";
import type { Checkpoint } from "../training/index.ts";
import { checkpointOf } from "./checkpoint.ts";
import { machine, versions } from "./environment.ts";
import type { ResumedEvent } from "./events.ts";

export interface RunSoFar {
  readonly event: ResumedEvent;
  /** null: none was written yet. */
  readonly checkpoint: Checkpoint | null;
  readonly history: readonly HistoryRow[];
  /** Where a model that was judged before is made again: its figures on test, and the prevalences that were said. */
  readonly judged: Metrics;
}

interface Found {
  readonly run: RunFolder;
  readonly config: RunConfig;
  readonly lock: RunLock;
  readonly checkpoint: KeptCheckpoint | null;
  readonly judged: Metrics;
}

/** What the run wrote after its checkpoint is cut off. */
export async function takeUp({ run, config, lock, checkpoint: kept, judged }: Found): Promise<RunSoFar> {
  const at = kept && { phase: kept.state.phase, epoch: kept.state.epoch, steps: kept.state.underWay.steps };
  const event: ResumedEvent = {
    type: "resumed",
    from: at,
    fellBack: kept?.fellBack ?? null,
    killed: lock.left,
    differences: differencesFrom(config),
  };
  return { event, checkpoint: kept && checkpointOf(kept, run.folder), history: await cutBack(run, at), judged };
}

function differencesFrom({ versions: then, machine: { processor } }: RunConfig): string[] {
  const now = versions();
  const changed = Object.keys(now).filter((name) => then[name] !== now[name]);
  const told = changed.map((name) => `${name} ${now[name]} instead of ${then[name] ?? "none"}`);
  const here = machine().processor;
  return here === processor ? told : [...told, `${here} instead of ${processor}`];
}
