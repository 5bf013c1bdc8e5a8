/** The CPU as nodeRuntime has it, with a profile of each session in a folder, and what the profiles say. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { createRuntime } from "../../dist/runtime/runtime.js";

/** `{ runtime, end }`: end writes the profiles. */
export function profiledRuntime(threads, folder) {
  const sessions = [];
  const create = (file, options) => {
    const profileFilePrefix = join(folder, `graph-${sessions.length}`);
    const session = ort.InferenceSession.create(file, { ...options, enableProfiling: true, profileFilePrefix });
    sessions.push(session);
    return session;
  };
  const options = {
    executionProviders: ["cpu"],
    enableMemPattern: false,
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: "1", spin_duration_us: "100" } } },
  };
  return {
    runtime: createRuntime("profiled", { ...ort, InferenceSession: { create } }, options, { writesInPlace: true }),
    async end() {
      for (const session of sessions) (await session).endProfiling();
    },
  };
}

/** Milliseconds by operator, over the last `runs` runs of every session. */
export function timesIn(folder, runs) {
  const times = new Map();
  for (const file of readdirSync(folder))
    for (const [operator, time] of timesOf(join(folder, file), runs))
      times.set(operator, (times.get(operator) ?? 0) + time / 1000);
  return times;
}

function timesOf(profile, runs) {
  const events = JSON.parse(readFileSync(profile, "utf8"));
  const starts = events.filter(({ name }) => name === "model_run").map(({ ts }) => ts);
  const begin = starts.sort((a, b) => a - b).at(-runs) ?? 0;
  return events
    .filter(({ cat, name, ts }) => cat === "Node" && name.endsWith("_kernel_time") && ts >= begin)
    .map(({ args, dur }) => [args.op_name, dur]);
}
