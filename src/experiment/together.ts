/** Options that mean nothing beside others are wrong, not ignored: told before any work, of a new run. */
import { optionError } from "../util/usage.ts";
import type { TrainOptions } from "./options.ts";

/** Throws E_OPTION. */
export function requireTogether({
  statistics,
  normalisation,
}: Pick<TrainOptions, "statistics" | "normalisation">): void {
  if (statistics === undefined || normalisation !== "stored") return;
  throw optionError("stored statistics are neither estimated nor averaged", {
    expected: "--statistics with --normalisation batch, or auto",
    received: `--statistics ${statistics} --normalisation stored`,
    fix: "leave --statistics out",
  });
}
