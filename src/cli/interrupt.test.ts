/** A second signal ends work that is stopping; the shell is the judge, as it is for who writes a script. */
import { execFile } from "node:child_process";
import { expect, test } from "vitest";

const work = `
  import { interruptible, whenInterrupted } from ${JSON.stringify(new URL("../../dist/cli/interrupt.js", import.meta.url).href)};
  await interruptible(async () => {
    whenInterrupted();
    process.stderr.write("ready\\n");
    await new Promise((resolve) => setTimeout(resolve, 20_000));
  });`;

/** What a shell says of a process that is sent the signal until it ends. */
function statusAfter(signal: "INT" | "TERM"): Promise<string> {
  const script = `"$0" --input-type=module -e "$1" & pid=$!; sleep 1
    while kill -${signal} $pid; do sleep 0.2; done 2> /dev/null; wait $pid; echo $?`;
  return new Promise((resolve) => {
    execFile("bash", ["-mc", script, process.execPath, work], { timeout: 15_000 }, (_, stdout) =>
      resolve(stdout.trim()),
    );
  });
}

test.skipIf(process.platform === "win32").each(["INT", "TERM"] as const)(
  "SIG%s twice: a shell tells 130",
  async (signal) => {
    expect(await statusAfter(signal)).toBe("130");
  },
);
