import { expect, test } from "vitest";
import { type Job, runJobs } from "./schedule.ts";

/** Jobs that tell when they begin, and wait until they are let go on. features: by job, else none that others could use. */
function stepwise(keys: readonly string[], features: readonly string[] = []) {
  const log: string[] = [];
  const open: Record<string, { read: () => void; compute: () => void; end: () => void }> = {};
  const jobs = keys.map(
    (images, i): Job => ({
      images,
      features: features[i] ?? null,
      work: (tell) =>
        new Promise((resolve) => {
          const name = `${images}${i}`;
          log.push(name);
          open[name] = { read: tell.images, compute: tell.features, end: resolve };
        }),
    }),
  );
  return { log, open, jobs };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("runs that need the same images wait until the first has read them; others go ahead", async () => {
  const { log, open, jobs } = stepwise(["a", "a", "b", "a"]);
  const done = runJobs(jobs, 3, new AbortController().signal);
  await turn();
  expect(log).toEqual(["a0", "b2"]);
  open.a0!.read();
  await turn();
  expect(log).toEqual(["a0", "b2", "a1"]);
  open.b2!.end();
  await turn();
  expect(log).toEqual(["a0", "b2", "a1", "a3"]);
  for (const name of ["a0", "a1", "a3"]) open[name]!.end();
  await done;
});

test("a run that ends before it has read lets the next one read", async () => {
  const { log, open, jobs } = stepwise(["a", "a"]);
  const done = runJobs(jobs, 2, new AbortController().signal);
  await turn();
  open.a0!.end();
  await turn();
  expect(log).toEqual(["a0", "a1"]);
  open.a1!.end();
  await done;
});

test("of runs with the same features others go first while one computes them; where there are none, nobody waits", async () => {
  const { log, open, jobs } = stepwise(["a", "b", "c", "d", "e"], ["x", "x", "x", "y", "x"]);
  const done = runJobs(jobs, 2, new AbortController().signal);
  await turn();
  expect(log).toEqual(["a0", "d3"]);
  open.d3!.end();
  await turn();
  expect(log).toEqual(["a0", "d3", "b1"]); // all that are left have them
  open.a0!.compute();
  open.b1!.compute();
  open.a0!.end();
  await turn();
  expect(log).toEqual(["a0", "d3", "b1", "c2"]);
  open.b1!.end();
  await turn();
  open.c2!.end();
  open.e4!.end();
  await done;
});

test("at the signal nothing more is begun", async () => {
  const stopping = new AbortController();
  const { log, open, jobs } = stepwise(["a", "b"]);
  const done = runJobs(jobs, 1, stopping.signal);
  await turn();
  stopping.abort();
  open.a0!.end();
  await done;
  expect(log).toEqual(["a0"]);
});
