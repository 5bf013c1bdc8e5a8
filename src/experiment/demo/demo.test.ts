import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PHANTOM_LABELS } from "../../dataset/index.ts";
import { type DemoEvent, type DemoStage, runDemo, type Stoppable } from "./demo.ts";
import { DEMO } from "./setting.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-demo-"));
});
afterAll(() => rm(folder, { recursive: true }));

const training = { ...DEMO.training, epochs: 1, fineTuneEpochs: 1, split: "0.7,0.15,0.15" };
const tiny = { images: 96, heldOut: 12, size: 32, training };
const request = { seed: 3, setting: tiny, threads: 2, command: ["demo"], created: new Date(0) };
const stoppable: Stoppable = (work) => work(new AbortController().signal);

test("makes, trains, judges on the other seed beside plain models, and predicts, stage by stage", async () => {
  const events: DemoEvent[] = [];
  const out = join(folder, "demo");
  const result = await runDemo({ ...request, folder: out }, (event) => events.push(event), stoppable);
  const stages = events.flatMap((event): DemoStage[] => (event.type === "stage" ? [event.stage] : []));
  expect(stages).toEqual(["phantoms", "training", "judging", "baselines", "prediction"]);
  const counted = events.flatMap((event) => (event.type === "counted" ? [event.count] : []));
  const made = 96 + 12;
  const hashed = 12 + trainedOn(events);
  const judged = 12 + trainedOn(events) + 12 + 3;
  expect(counted.reduce((a, b) => a + b)).toBe(made + hashed + judged);
  expect((await readdir(out)).toSorted()).toEqual(["held-out", "phantoms", "run"]);
  expect(result.metrics.images).toBe(12);
  expect(result.baselines.map(({ metrics }) => metrics.accuracy.n)).toEqual([12, 12]);
  expect(result.predictions.rows.map(({ label }) => label)).toEqual([...PHANTOM_LABELS].toSorted());
});

/** Images of the training part. */
function trainedOn(events: readonly DemoEvent[]): number {
  const data = events.flatMap((event) =>
    event.type === "training" && event.event.type === "data" ? [event.event] : [],
  );
  return Object.values(data[0]!.counts.train).reduce((a, b) => a + b);
}

test("interrupted while it trains, it says what to do", async () => {
  const out = join(folder, "half");
  const controller = new AbortController();
  const emit = (event: DemoEvent): void => {
    if (event.type === "training" && event.event.type === "phase") controller.abort();
  };
  const made = runDemo({ ...request, folder: out }, emit, (work) => work(controller.signal));
  await expect(made).rejects.toMatchObject({
    code: "E_INTERRUPTED",
    details: { fix: `remove ${out}, and run the demo again` },
  });
});

test("a folder that holds something is refused before anything is made", async () => {
  const out = join(folder, "taken");
  await writeFile(out, "");
  const events: DemoEvent[] = [];
  const made = runDemo({ ...request, folder: out }, (event) => events.push(event), stoppable);
  await expect(made).rejects.toMatchObject({ code: "E_FOLDER_EXISTS", exitStatus: 2 });
  expect(events).toEqual([]);
});
