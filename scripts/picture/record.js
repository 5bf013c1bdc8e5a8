/** Runs a command on a terminal of its own, and keeps what it draws with the seconds since its start. */
import { spawn } from "node:child_process";

/** columns: of the terminal. Throws where the command fails. */
export function record(command, { cwd, columns, environment = {} }) {
  const drawn = [];
  const line = `stty cols ${columns} rows 60; ${command}`;
  const child = spawn("script", ["--quiet", "--flush", "--return", "--command", line, "/dev/null"], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, TERM: "xterm", NO_COLOR: "1", ...environment },
  });
  const start = performance.now();
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text) => drawn.push({ seconds: (performance.now() - start) / 1000, text }));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve(drawn);
      else reject(new Error(`the command ended with ${status}: ${drawn.at(-1)?.text}`));
    });
  });
}
