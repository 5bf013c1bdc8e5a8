/**
 * Trying a device in a process of its own: a driver that fails may end the process, one made of software may take minutes, and what either
 * prints is not for whoever asked.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Device } from "../../runtime/index.ts";
import { workerUrl } from "../../util/worker.ts";
import type { TrialAnswer, TrialOrder } from "./trial-work.ts";

export interface Trial {
  readonly device: Device;
  /** Of an image; of a proof, of its step. null where it did not work. */
  readonly seconds: number | null;
  /** Why it did not work. */
  readonly problem: string | null;
}

/** Seconds for a proof, which a GPU made of software has to compile, too. */
const PROOF_LIMIT = 120;

/** Whether a device computes what it should. */
export const proveDevice = (device: Device, threads: number | null, attempt = tryDevice): Promise<Trial> =>
  attempt({ device, threads, work: { kind: "proof" } }, PROOF_LIMIT);

/** limit: seconds after which it is given up. */
export function tryDevice(order: TrialOrder, limit: number): Promise<Trial> {
  const path = fileURLToPath(workerUrl("./trial-process.ts", import.meta.url));
  // what a graph holds (maps, typed arrays) needs the advanced form
  const child = fork(path, [], { serialization: "advanced", stdio: ["ignore", "ignore", "pipe", "ipc"], execArgv: [] });
  let printed = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  return new Promise((resolve) => {
    const { device } = order;
    let told: TrialAnswer | undefined;
    const timer = setTimeout(() => {
      told ??= { problem: `it took more than ${Math.round(limit)} s` };
      child.kill("SIGKILL");
    }, 1000 * limit);
    child.on("message", (message) => {
      told ??= message as TrialAnswer; // what the process sends
    });
    child.on("error", (error) => {
      told ??= { problem: error.message };
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const answer = told ?? { problem: `its process ended with ${signal ?? `status ${code}`}` };
      if ("seconds" in answer) resolve({ device, seconds: answer.seconds, problem: null });
      else resolve({ device, seconds: null, problem: plainProblem(answer.problem, printed) });
    });
    child.send(order);
  });
}

/** ONNX Runtime's words without places in its sources; what the loader of drivers printed says more. */
function plainProblem(problem: string, printed: string): string {
  const loader = /Couldn't load Vulkan: (.*)/.exec(printed)?.[1];
  if (loader !== undefined) return `there is no loader of Vulkan drivers (${loader.trim()})`;
  if (problem.includes("No supported adapters"))
    return "there is no GPU with a driver for Vulkan, Metal or Direct3D 12";
  return problem.split("\n")[0]!.replace(/^.*was false\. /, "");
}
