/** A command that answers a signal in its own way, started through another process that the signal is sent to. */
import { spawn } from "node:child_process";
import { expect, test } from "vitest";

const passOn = new URL("../../scripts/pass-on.js", import.meta.url).href;

/** Gives how the process ends, and what it printed. signal: once the command says that it is ready. */
function ending(script: string, signal?: NodeJS.Signals): Promise<unknown[]> {
  const words = JSON.stringify(["-e", script]);
  const outer = `import { passOn } from ${JSON.stringify(passOn)}; passOn(process.execPath, ${words});`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", outer], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (text: Buffer) => {
    printed += text.toString();
    if (signal !== undefined && printed.endsWith("ready\n")) child.kill(signal);
  });
  return new Promise((resolve) => child.on("close", (status, by) => resolve([status, by, printed])));
}

const answering = (signal: string): string =>
  `process.on("${signal}", () => setTimeout(() => { console.log("stopped"); process.exit(130) }, 100));
   setInterval(() => {}, 1000); console.log("ready");`;

test("the status is the command's", async () => {
  expect(await ending("process.exit(3)")).toEqual([3, null, ""]);
});

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "at %s it waits for what the command makes of it",
  async (signal) => {
    expect(await ending(answering(signal), signal)).toEqual([130, null, "ready\nstopped\n"]);
  },
);

test.skipIf(process.platform === "win32")("a command that a signal ends ends it in the same way", async () => {
  expect(await ending("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)")).toEqual([
    null,
    "SIGTERM",
    "",
  ]);
});
