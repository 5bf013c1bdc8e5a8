/**
 * A command of roentgen in a process of its own, so that a run that crashes takes no other with it. Events come as they are printed (--json). Its
 * own process group: Ctrl-C on a terminal reaches the experiment alone, which passes it on once, for a checkpoint.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { exitStatus } from "../../util/error.ts";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** Why a process did not do its work. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** What to do about it; null: nobody knows. */
  readonly fix: string | null;
}

export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "interrupted" }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface ProcessOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** An object for each line that is one. */
  onEvent(event: unknown): void;
}

const LAST_WORDS = 20;

/** Not left behind by a process that ends before them. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGINT");
});

/** words: of the command line; --json is added. */
export function runProcess(
  words: readonly string[],
  { environment, signal, onEvent }: ProcessOptions,
): Promise<Outcome> {
  const child = spawn(process.execPath, [MAIN, ...words, "--json"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32", // where it would open a window
  });
  const said: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event = parsed(line);
    if (event !== null) onEvent(event);
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    said.push(line);
    said.splice(0, said.length - LAST_WORDS);
  });
  const interrupt = (): void => void child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  running.add(child);
  return new Promise((resolve, reject) => {
    const end = (): void => {
      signal.removeEventListener("abort", interrupt);
      running.delete(child);
    };
    child.once("error", (cause) => {
      end();
      reject(cause);
    });
    child.once("close", (status, killedBy) => {
      end();
      resolve(outcomeOf(status, killedBy, said, signal));
    });
  });
}

function outcomeOf(
  status: number | null,
  killedBy: string | null,
  said: readonly string[],
  signal: AbortSignal,
): Outcome {
  if (status === exitStatus.done) return { kind: "done" };
  if (status === exitStatus.interrupted || signal.aborted) return { kind: "interrupted" };
  return { kind: "failed", failure: failureOf(status, killedBy, said) };
}

const errorSchema = z.looseObject({
  type: z.literal("error"),
  code: z.string(),
  message: z.string(),
  where: z.string().optional(),
  fix: z.string().optional(),
});

/** The error as it was told, else what the process said last. */
function failureOf(status: number | null, killedBy: string | null, said: readonly string[]): Failure {
  const told = said.map((line) => errorSchema.safeParse(parsed(line))).findLast(({ success }) => success)?.data;
  if (told !== undefined) {
    const message = told.where === undefined ? told.message : `${told.message} (${told.where})`;
    return { status: status ?? exitStatus.fault, code: told.code, message, fix: told.fix ?? null };
  }
  const how = killedBy === null ? `the process ended with status ${status}` : `the process was ended by ${killedBy}`;
  const last = said.findLast((line) => line.startsWith("fault in roentgen")) ?? said.at(-1);
  const fix = killedBy === "SIGKILL" ? "where memory was short, give --workers a smaller number" : null;
  return {
    status: status ?? exitStatus.fault,
    code: "E_PROCESS",
    message: last === undefined ? how : `${how}: ${last}`,
    fix,
  };
}

function parsed(line: string): unknown {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null; // cut off in the middle
  }
}
