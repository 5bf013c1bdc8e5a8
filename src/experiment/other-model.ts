/** A model that was lost and made again, held against the one that the ledger says was judged: on another machine it may be another. */
import { sha256OfFile } from "../dataset/index.ts";
import { type RunFolder, readJudged } from "../run/index.ts";
import { exists } from "../util/exists.ts";

/** Openings of the test part that judged another model than the run has now. */
export async function openingsOfOtherModel(run: RunFolder): Promise<number[]> {
  const { ledger } = await readJudged(run);
  if (ledger.length === 0 || !(await exists(run.model))) return [];
  const now = await sha256OfFile(run.model);
  return ledger.filter((entry) => entry.model !== now).map(({ opening }) => opening);
}
