/** A command in the place of this process: its terminal, its signals and its status are those of the command. */
import { spawn } from "node:child_process";

export function passOn(command, args) {
  const child = spawn(command, args, { stdio: "inherit" });
  // Ctrl-C in a terminal reaches both: the command answers it, and is not to be told twice
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (status, signal) => {
    if (signal === null) process.exit(status);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
