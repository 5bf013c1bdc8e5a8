/** How an experiment ends that has not all of its runs: interrupted, or with those that failed told one by one. */
import { type ErrorDetails, exitStatus, RoentgenError } from "../../util/error.ts";
import { wouldComeAgain } from "../way-on.ts";
import type { FailedRun } from "./work-through.ts";

const AT_MOST = 5;

interface Ended {
  readonly folder: string;
  readonly failed: readonly FailedRun[];
  readonly unfinished: readonly string[];
}

/**
 * again: the command that goes on; anew: what to do instead where a run can only fail again (default: the same command). Throws E_INTERRUPTED, or
 * E_RUNS_FAILED with the status that all failures have, else that of a fault.
 */
export function requireAllRuns(
  { failed, unfinished, folder }: Ended,
  again: string,
  anew = `go on by: ${again}`,
): void {
  if (failed.length === 0 && unfinished.length === 0) return;
  if (failed.length === 0)
    throw new RoentgenError("E_INTERRUPTED", "the experiment was interrupted", {
      kind: "interrupted",
      where: folder,
      received: `${unfinished.length} runs are not finished`,
      fix: `go on by: ${again}`,
    });
  const statuses = new Set(failed.map(({ failure }) => failure.status));
  throw new RoentgenError("E_RUNS_FAILED", failed.length === 1 ? "a run failed" : `${failed.length} runs failed`, {
    kind: kindOf(statuses.size === 1 ? failed[0]!.failure.status : exitStatus.fault),
    where: folder,
    expected: "every run to finish",
    received: [
      ...failed.slice(0, AT_MOST).map(told),
      ...(failed.length > AT_MOST ? [`and ${failed.length - AT_MOST} more`] : []),
    ].join("; "),
    fix: wayOn(failed, again, anew),
  });
}

/** What would come again is told before what may pass. */
function wayOn(failed: readonly FailedRun[], again: string, anew: string): string {
  const failures = failed.map(({ failure }) => failure);
  const lasting = failures.filter(wouldComeAgain);
  const first = (lasting.length > 0 ? lasting : failures).map(({ fix }) => fix).find((fix) => fix !== null);
  return `${first ?? "see what the runs say"}; then ${lasting.length > 0 ? anew : `go on by: ${again}`}`;
}

const told = ({ run, failure: { message, code, status } }: FailedRun): string =>
  `${run}: ${message} (${code}, status ${status})`;

function kindOf(status: number): NonNullable<ErrorDetails["kind"]> {
  const found = Object.entries(exitStatus).find(([kind, value]) => value === status && kind !== "done");
  return (found?.[0] ?? "fault") as NonNullable<ErrorDetails["kind"]>; // a key of exitStatus
}
