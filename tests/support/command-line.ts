/** Runs the command line as a user does, in a folder of its own. */
import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a command, and interrupts it (Ctrl-C) as soon as its messages match. */
export const interrupted = (folder: string, when: RegExp, ...args: string[]): Promise<Outcome> =>
  signalled("SIGINT", folder, when, ...args);

/** The same with any signal. */
export function signalled(signal: NodeJS.Signals, folder: string, when: RegExp, ...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].on("data", (chunk: Buffer) => {
      const isFirst = !when.test(texts.stderr);
      texts[stream] += chunk.toString();
      if (isFirst && when.test(texts.stderr)) child.kill(signal);
    });
  }
  return new Promise((resolve) => child.on("close", (status) => resolve({ status: status ?? -1, ...texts })));
}

export function roentgen(folder: string, ...args: string[]): Promise<Outcome> {
  const settings = { cwd: folder, env: { ...process.env, NO_COLOR: "1" }, maxBuffer: 2 ** 26 };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], settings, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
