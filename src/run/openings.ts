/**
 * The ledger against what was written after it. An opening is written into the ledger first, predictions and figures after it: so neither is
 * there without its line by accident. The chain of the ledger shows neither that its end was cut off nor that its last line was changed; this does.
 */
import { RoentgenError } from "../util/error.ts";
import { sha256OfFigures } from "./figures-hash.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { Metrics } from "./metrics.ts";

interface Written {
  readonly metrics: Pick<Metrics, "test">;
  /** Whether there are predictions on the test part. */
  readonly hasPredictions: boolean;
}

/** The numbers of openings without figures, which were interrupted between the two. Throws E_LEDGER where anything has no opening, or another. */
export function requireOpenings(
  entries: readonly LedgerEntry[],
  { metrics: { test }, hasPredictions }: Written,
  ledger: string,
): number[] {
  const numbers = test.map(({ opening }) => opening);
  const latest = Math.max(0, ...numbers);
  if (latest > entries.length) throw cutOff(ledger, `${latest} openings, as metrics.json has figures of`, entries);
  if (hasPredictions && entries.length === 0)
    throw cutOff(ledger, "the opening that wrote the predictions on the test part", entries);
  for (const each of test) requireItsLine(each, entries[each.opening - 1]!, ledger); // as many as the latest
  return entries.map(({ opening }) => opening).filter((opening) => !numbers.includes(opening));
}

/** Either holds the other, but for those from before they did. */
function requireItsLine({ opening, line, metrics }: Metrics["test"][number], entry: LedgerEntry, ledger: string): void {
  if (line === undefined && entry.figures === undefined) return;
  const where = `${ledger}, line ${opening}`;
  if (line !== entry.sha256)
    throw apart(where, `a line of SHA-256 ${line}, as metrics.json has it beside its figures`, entry.sha256);
  const figures = sha256OfFigures(metrics);
  if (figures !== entry.figures)
    throw apart(where, `figures in metrics.json of SHA-256 ${entry.figures}, as the line has it`, figures);
}

const FIX = "figures of the test part cannot be trusted without it";

const cutOff = (where: string, expected: string, entries: readonly LedgerEntry[]): RoentgenError =>
  new RoentgenError("E_LEDGER", "the ledger of test openings has lost its end", {
    where,
    expected,
    received: String(entries.length),
    fix: `bring the file back from a copy; ${FIX}`,
  });

const apart = (where: string, expected: string, received: string): RoentgenError =>
  new RoentgenError("E_LEDGER", "the ledger of test openings and the figures in metrics.json do not belong together", {
    where,
    expected,
    received,
    fix: `one of the two was changed: bring it back from a copy; ${FIX}`,
  });
