import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRecords } from "../util/tfrecord.ts";
import { cutBack } from "./cut-back.ts";
import { readEvents } from "./events.ts";
import { type RunFolder, runFolder } from "./folder.ts";
import { type HistoryRow, readHistory, writeHistory } from "./history.ts";
import type { Phase } from "./state.ts";
import { openBoard } from "./tensorboard/board.ts";
import { stepOf } from "./tensorboard/event.ts";

let folder: string;
let run: RunFolder;

const row = (phase: Phase, epoch: number): HistoryRow => ({
  ...{ phase, epoch, learningRate: 0.1, loss: 1, accuracy: 0.5 },
  ...{ validationLoss: 1, validationAccuracy: 0.5, seconds: 1, imagesPerSecond: 1 },
});
const rows = [row("frozen", 1), row("frozen", 2), row("fine-tuning", 1), row("fine-tuning", 2)];
const events = [
  { type: "device", device: "cpu" },
  { type: "phase", phase: "frozen" },
  ...rows.slice(0, 2).map(({ phase, epoch }) => ({ type: "epoch", phase, epoch })),
  { type: "phase", phase: "fine-tuning" },
  ...rows.slice(2).flatMap(({ phase, epoch }) => [
    { type: "stage", phase, epoch },
    { type: "epoch", phase, epoch },
  ]),
];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-cut-"));
  run = runFolder(folder);
  await writeHistory(run.history, rows);
  await mkdir(dirname(run.board));
  const board = openBoard(run.board, () => 0);
  for (const [i, each] of rows.entries()) board.append(each, i + 1);
  board.close();
  await writeFile(run.events, `${events.map((event) => `${JSON.stringify(event)}\n`).join("")}{"type":"ep`);
});
afterEach(() => rm(folder, { recursive: true }));

/** Of its scalars; the first event tells the version. */
const stepsOfBoard = async (): Promise<number[]> =>
  readRecords(await readFile(run.board))
    .data.slice(1)
    .map(stepOf);

test.each([
  ["frozen", 1, 1, 3],
  ["frozen", 2, 2, 4],
  ["fine-tuning", 0, 2, 5],
  ["fine-tuning", 1, 3, 7],
  ["fine-tuning", 2, 4, 9],
] as const)("to %s, epoch %i: %i rows and %i events are left", async (phase, epoch, left, told) => {
  expect(await cutBack(run, { phase, epoch })).toEqual(rows.slice(0, left));
  expect(await readHistory(run.history)).toEqual(rows.slice(0, left));
  expect(await stepsOfBoard()).toEqual([1, 2, 3, 4].slice(0, left));
  expect(await readEvents(run.events)).toEqual(events.slice(0, told));
});

test("to the beginning: no history, and no epoch among the events", async () => {
  expect(await cutBack(run, null)).toEqual([]);
  await expect(readFile(run.history)).rejects.toThrow();
  expect(await stepsOfBoard()).toEqual([]);
  expect(await readEvents(run.events)).toEqual(events.slice(0, 1));
});

test("a run that wrote nothing yet has nothing to cut", async () => {
  await rm(run.history);
  await rm(run.board);
  await rm(run.events);
  expect(await cutBack(run, null)).toEqual([]);
});
