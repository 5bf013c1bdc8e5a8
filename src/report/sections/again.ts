/** How to run it again, and what the run was made with. */
import { copyableCommand } from "../command.ts";
import { html } from "../html.ts";
import type { ReportMaterial } from "../material.ts";
import { type Section, section } from "../section.ts";
import { facts } from "../table.ts";

export function again({ config, manifest, name }: ReportMaterial): Section {
  const { command, versions, machine, data, seed } = config;
  const made = Object.entries(versions).map(([what, version]) => `${what} ${version}`);
  const pairs: [string, string][] = [
    ["Data", data.root],
    ["Manifest", manifest.isSealed ? `SHA-256 ${manifest.sha256}` : UNSEALED],
    ["Seed", String(seed)],
    ["Made with", made.join(", ")],
    ["On", `${machine.processor}, ${String(machine.cores)} cores, ${machine.platform} ${machine.architecture}`],
    ["Run folder", name],
  ];
  const lead =
    "The same seed, data, versions, threads and device give the same model, to the byte. The command makes a run folder of its own; every option stands in config.json, every image in manifest.csv.";
  return section("again", "How to run it again", html`<p>${lead}</p>${copyableCommand(command)}`, facts(pairs));
}

const UNSEALED =
  "not sealed: the run was made by an earlier version, and nothing shows whether manifest.csv is as it was when it was trained";
