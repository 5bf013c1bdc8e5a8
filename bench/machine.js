/** What was measured on. */
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { inRoot } from "./paths.js";

export function describeMachine() {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
  };
}

/** Ours; a peer tells its own. */
export function ourVersions() {
  const { version, dependencies } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const named = ["onnxruntime-node", "sharp"].map((name) => `${name} ${dependencies[name]}`);
  return `roentgen ${version}, ${named.join(", ")}, Node ${process.versions.node}`;
}
