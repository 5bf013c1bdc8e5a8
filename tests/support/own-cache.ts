/** A cache folder of the tests' own: what an earlier version of the code has left behind decides nothing. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** For vitest, before its workers start; gives what ends it. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "roentgen-cache-"));
  process.env.ROENTGEN_CACHE = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
