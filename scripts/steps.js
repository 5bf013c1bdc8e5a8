/** Running the project's steps as child processes, with the output of the one that fails. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a command in the root; ends the process with its status where it fails. */
export function step(title, command, args, environment = {}) {
  console.error(`> ${title}`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** A tool of node_modules/.bin. */
export const tool = (title, name, args, environment) => step(title, `node_modules/.bin/${name}`, args, environment);

/** Installs from the lock file where that has not been done since it changed. */
export function install() {
  const mark = `${root}node_modules/.package-lock.json`;
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return;
  step("npm ci", "npm", ["ci", "--no-fund", "--no-audit"], { ONNXRUNTIME_NODE_INSTALL: "skip" });
}
