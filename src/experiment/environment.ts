/** What a run is made with: versions and machine, for config.json. */
import { readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import type { RunConfig } from "../run/index.ts";

interface Package {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Exact versions of what computes: they are pinned in the package itself. */
export function versions(): RunConfig["versions"] {
  const url = new URL("../../package.json", import.meta.url);
  const { version, dependencies } = JSON.parse(readFileSync(url, "utf8")) as Package; // our own file
  const computing = ["onnxruntime-node", "sharp"].map((name) => [name, dependencies[name]!] as const);
  return { roentgen: version, node: process.versions.node, ...Object.fromEntries(computing) };
}

export function machine(): RunConfig["machine"] {
  const cores = cpus();
  return {
    platform: platform(),
    architecture: arch(),
    processor: cores[0]?.model.trim() ?? "unknown",
    cores: Math.max(1, cores.length),
    memoryBytes: totalmem(),
  };
}
