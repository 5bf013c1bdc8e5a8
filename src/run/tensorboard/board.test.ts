/** The file against TensorBoard's own writer, to the byte (tests/golden/generate/tensorboard_events.py). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRecords } from "../../util/tfrecord.ts";
import type { HistoryRow } from "../history.ts";
import { cutBoard, openBoard } from "./board.ts";
import { stepOf } from "./event.ts";
import type { Hyperparameters } from "./hyperparameters.ts";

type Epoch = Record<"wall_time" | `${"loss" | "accuracy"}/${"train" | "validation"}`, number> &
  Record<"learning_rate" | "images_per_second", number>;

const golden = JSON.parse(
  readFileSync(new URL("../../../tests/golden/tensorboard-events.json", import.meta.url), "utf8"),
) as { began: number; epochs: Epoch[]; file: string; hyperparameters: Hyperparameters; session: string }; // the generator is its schema
const expected = Buffer.from(golden.file, "base64");
const rows = golden.epochs.map(
  (epoch, i): HistoryRow => ({
    phase: "frozen",
    epoch: i + 1,
    learningRate: epoch.learning_rate,
    loss: epoch["loss/train"],
    accuracy: epoch["accuracy/train"],
    validationLoss: epoch["loss/validation"],
    validationAccuracy: epoch["accuracy/validation"],
    seconds: 1,
    imagesPerSecond: epoch.images_per_second,
  }),
);

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "roentgen-board-"));
  path = join(folder, "events.out.tfevents.roentgen");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Opens the file and appends epochs first + 1 to last, each at its time. */
function append(first: number, last: number): void {
  const begins = first === 0 ? [golden.began] : [];
  const times = [...begins, ...golden.epochs.slice(first, last).map(({ wall_time }) => wall_time)];
  const board = openBoard(path, () => times.shift()!);
  for (let i = first; i < last; i++) board.append(rows[i]!, i + 1);
  board.close();
}

const stepsOf = (): number[] => readRecords(readFileSync(path)).data.map(stepOf);

test("the bytes are those that TensorBoard writes", () => {
  append(0, rows.length);
  expect(readFileSync(path).equals(expected)).toBe(true);
});

test("a run that begins tells what it is trained with, once, and a cut leaves it", async () => {
  const session = Buffer.from(golden.session, "base64");
  const times = [golden.began, golden.began, ...golden.epochs.map(({ wall_time }) => wall_time)];
  for (const last of [1, 2]) {
    const board = openBoard(path, () => times.shift()!, golden.hyperparameters);
    board.append(rows[last - 1]!, last);
    board.close();
  }
  const events = () => readRecords(readFileSync(path)).data;
  expect(events().map((event) => session.equals(event))).toEqual([false, true, false, false]);
  await cutBoard(path, 0);
  expect(events().map((event) => session.equals(event))).toEqual([false, true]);
});

test("the same when it is opened again after half a record", () => {
  append(0, 5);
  writeFileSync(path, expected.subarray(40, 100), { flag: "a" }); // of an epoch
  append(5, rows.length);
  expect(readFileSync(path).equals(expected)).toBe(true);
});

test.each([0, 1, 130])("cut back to step %i it goes on without a gap or a second time", async (step) => {
  append(0, 131);
  await cutBoard(path, step);
  expect(stepsOf()).toEqual(Array.from({ length: step + 1 }, (_, i) => i)); // the first tells the version
  const times = golden.epochs.slice(step).map(({ wall_time }) => wall_time);
  const board = openBoard(path, () => times.shift()!);
  for (let i = step; i < rows.length; i++) board.append(rows[i]!, i + 1);
  board.close();
  expect(readFileSync(path).equals(expected)).toBe(true);
});
