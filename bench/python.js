/**
 * The Python that the peers run in: `ROENTGEN_PEER_PYTHON`, else `.venv/` in the root, which is made here with the exact versions of
 * bench/peers/requirements.txt. Without a Python there are no peers, and the reason is told.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./paths.js";

const requirements = inRoot("bench/peers/requirements.txt");

/** `{ python, why }`: the interpreter's path, or null and why there is none. */
export function findPython(tell) {
  const given = process.env.ROENTGEN_PEER_PYTHON;
  if (given !== undefined) {
    return runs(given, ["--version"]) ? { python: given } : none(`ROENTGEN_PEER_PYTHON (${given}) cannot be run`);
  }
  const folder = inRoot(".venv");
  const python = join(folder, "bin/python");
  if (isComplete(folder)) return { python };
  if (!runs("python3", ["--version"])) return none("there is no python3");
  tell("making .venv with the peers' packages, once");
  if (!runs("python3", ["-m", "venv", folder])) return none("python3 -m venv failed");
  if (!runs(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements], "inherit"))
    return none("the peers' packages cannot be installed");
  writeFileSync(markIn(folder), readFileSync(requirements));
  return { python };
}

const none = (why) => ({ python: null, why });

/** What was installed, so that changed versions are installed anew. */
const markIn = (folder) => join(folder, "requirements.txt");

const isComplete = (folder) =>
  existsSync(markIn(folder)) && readFileSync(markIn(folder), "utf8") === readFileSync(requirements, "utf8");

const runs = (command, args, stderr = "ignore") =>
  spawnSync(command, args, { stdio: ["ignore", "ignore", stderr] }).status === 0;
