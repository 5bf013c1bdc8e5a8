/**
 * The ledger and metrics.json against each other. An opening is written into the ledger first and its figures after it, so that figures
 * without their opening are no accident: the chain of the ledger does not show that its end was cut off, this does.
 */
import { RoentgenError } from "../util/error.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { Metrics } from "./metrics.ts";

/** The numbers of openings without figures, which were interrupted between the two. Throws E_LEDGER where figures have no opening. */
export function requireOpenings(
  entries: readonly LedgerEntry[],
  { test }: Pick<Metrics, "test">,
  ledger: string,
): number[] {
  const numbers = test.map(({ opening }) => opening);
  const latest = Math.max(0, ...numbers);
  if (latest <= entries.length)
    return entries.map(({ opening }) => opening).filter((opening) => !numbers.includes(opening));
  throw new RoentgenError("E_LEDGER", "the ledger of test openings has lost its end", {
    where: ledger,
    expected: `${latest} openings, as metrics.json has figures of`,
    received: String(entries.length),
    fix: "bring the file back from a copy; figures of the test part cannot be trusted without it",
  });
}
