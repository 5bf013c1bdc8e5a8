/**
 * What was judged of a run: metrics.json and the ledger of the test part's openings. They are read together alone, and held against each other,
 * so that nobody shows figures whose opening is not known, or openings that were changed.
 */
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { quoted } from "../util/shell.ts";
import type { RunFolder } from "./folder.ts";
import { readJson } from "./json.ts";
import { type LedgerEntry, readLedger } from "./ledger.ts";
import { requireUnlocked } from "./lock.ts";
import { type Metrics, metricsSchema, NOTHING_JUDGED } from "./metrics.ts";
import { requireOpenings } from "./openings.ts";

interface Judged {
  readonly metrics: Metrics;
  readonly ledger: readonly LedgerEntry[];
  /** Numbers of openings that were interrupted before they had figures. */
  readonly withoutFigures: readonly number[];
}

/** Throws E_LEDGER; where nothing was judged yet E_RUN_LOCKED or E_RUN_UNFINISHED, as another process works on the run or none does. */
export async function readJudged(run: RunFolder): Promise<Judged> {
  const judged = await readJudgedSoFar(run);
  if (judged.metrics !== null) return { ...judged, metrics: judged.metrics };
  requireUnlocked(run.lock);
  throw unfinished(run);
}

/** metrics: null where nothing was judged yet. Throws E_LEDGER. */
export async function readJudgedSoFar(
  run: RunFolder,
): Promise<Omit<Judged, "metrics"> & { readonly metrics: Metrics | null }> {
  const metrics = (await exists(run.metrics)) ? await readJson(run.metrics, metricsSchema) : null;
  const ledger = await readLedger(run.ledger);
  const hasPredictions = await exists(run.predictions.test);
  const withoutFigures = requireOpenings(ledger, { metrics: metrics ?? NOTHING_JUDGED, hasPredictions }, run.ledger);
  return { metrics, ledger, withoutFigures };
}

const unfinished = ({ folder, metrics }: RunFolder): RoentgenError =>
  new RoentgenError("E_RUN_UNFINISHED", "the run was stopped before its end, and has no figures", {
    where: metrics,
    expected: "a run that was trained to its end",
    received: "no such file",
    fix: `go on with it: roentgen train --resume ${quoted(folder)}`,
  });
