/**
 * The seal of manifest.csv, which says what a run is trained, chosen and judged on: its SHA-256 stands in config.json from before the file is
 * written, and in each line of the ledger. A run that was made before manifests were sealed has none, until its test part is opened.
 */
import { RoentgenError } from "../util/error.ts";
import { configSchema } from "./config.ts";
import type { RunFolder } from "./folder.ts";
import { readJson } from "./json.ts";
import { readLedger } from "./ledger.ts";

interface Seal {
  /** Of manifest.csv. */
  readonly sha256: string;
  /** Where that is said. */
  readonly by: string;
}

/** manifest: SHA-256 of the file as it is now. Returns whether anything holds it. Throws E_MANIFEST_CHANGED. */
export async function requireSealed(run: RunFolder, manifest: string): Promise<boolean> {
  const seals = await sealsOf(run);
  const broken = seals.find(({ sha256 }) => sha256 !== manifest);
  if (broken !== undefined) throw manifestChanged(run, broken, manifest);
  return seals.length > 0;
}

async function sealsOf({ config, ledger }: RunFolder): Promise<Seal[]> {
  const { manifest } = await readJson(config, configSchema);
  const opened = (await readLedger(ledger)).flatMap(({ opening, manifest: judged }) =>
    judged === undefined ? [] : [{ sha256: judged, by: `line ${opening} of ledger.jsonl` }],
  );
  return [...(manifest === undefined ? [] : [{ sha256: manifest, by: "config.json" }]), ...opened];
}

const manifestChanged = ({ manifest }: RunFolder, { sha256, by }: Seal, received: string): RoentgenError =>
  new RoentgenError("E_MANIFEST_CHANGED", "the manifest is not the one that the run was made with", {
    where: manifest,
    expected: `a file of SHA-256 ${sha256}, as ${by} has it`,
    received,
    fix: "bring the file back from a copy (a spreadsheet that saves it may write numbers and dates otherwise); or make it again: the run's command, which stands in config.json, writes the same file into another folder (--out) from the same data",
  });
