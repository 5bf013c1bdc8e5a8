/** What a run wrote after the checkpoint that it goes on from is taken back: those epochs come again. */
import { rm } from "node:fs/promises";
import { z } from "zod";
import { exists } from "../util/exists.ts";
import { writeWhole } from "../util/write.ts";
import { readEvents } from "./events.ts";
import type { RunFolder } from "./folder.ts";
import { type HistoryRow, readHistory, writeHistory } from "./history.ts";
import { PHASES, type Phase } from "./state.ts";
import { cutBoard } from "./tensorboard/board.ts";

/** Epochs of a phase that are complete. */
export interface Reached {
  readonly phase: Phase;
  readonly epoch: number;
}

/** to: the checkpoint; null: the beginning. Returns the history that is left. */
export async function cutBack({ history, events, board }: RunFolder, to: Reached | null): Promise<HistoryRow[]> {
  const rows = (await exists(history)) ? await readHistory(history) : [];
  const kept = rows.filter((row) => to !== null && !isAfter(row, to));
  if (kept.length === 0) await rm(history, { force: true });
  else if (kept.length < rows.length) await writeHistory(history, kept);
  if (await exists(board)) await cutBoard(board, kept.length);
  if (await exists(events)) await cutEvents(events, to);
  return kept;
}

async function cutEvents(path: string, to: Reached | null): Promise<void> {
  const kept = (await readEvents(path)).filter((event) => !isGone(event, to));
  await writeWhole(path, kept.map((event) => `${JSON.stringify(event)}\n`).join(""));
}

const ofTraining = z.looseObject({
  type: z.enum(["epoch", "phase", "stage"]),
  phase: z.enum(PHASES),
  epoch: z.int().optional(),
});

/** Epochs that come again, and phases and stages that had begun in the meantime. */
function isGone(event: unknown, to: Reached | null): boolean {
  const parsed = ofTraining.safeParse(event);
  if (!parsed.success) return false;
  const { phase, epoch = 0 } = parsed.data;
  return to === null || isAfter({ phase, epoch }, to);
}

const isAfter = (one: Reached, other: Reached): boolean =>
  PHASES.indexOf(one.phase) - PHASES.indexOf(other.phase) > 0 || (one.phase === other.phase && one.epoch > other.epoch);
