/** Against a file of TensorBoard's (tests/golden/generate/tensorboard_events.py). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatRecord, readRecords } from "./tfrecord.ts";

const golden = readFileSync(new URL("../../tests/golden/tensorboard-events.json", import.meta.url), "utf8");
const { epochs, file } = JSON.parse(golden) as { epochs: unknown[]; file: string }; // the generator is its schema
const bytes = Buffer.from(file, "base64");

test("a file is read to its end and written again", () => {
  const { data, length } = readRecords(bytes);
  expect([data.length, length]).toEqual([1 + epochs.length, bytes.length]);
  expect(Buffer.concat(data.map(formatRecord)).equals(bytes)).toBe(true);
});

test("no data is a record, too", () => {
  const record = formatRecord(new Uint8Array(0));
  expect(readRecords(record)).toEqual({ data: [new Uint8Array(0)], length: record.length });
});

test("cut off anywhere, the whole records are read", () => {
  const { data } = readRecords(bytes.subarray(0, 500));
  const ends = data.map((_, i) => Buffer.concat(data.slice(0, i + 1).map(formatRecord)).length);
  for (let length = 0; length <= ends.at(-1)!; length++) {
    const whole = ends.filter((end) => end <= length);
    const read = readRecords(bytes.subarray(0, length));
    expect([read.data.length, read.length]).toEqual([whole.length, whole.at(-1) ?? 0]);
  }
});

test("a flipped bit anywhere ends the file before its record", () => {
  const record = formatRecord(Uint8Array.of(1, 2, 3));
  for (let bit = 0; bit < record.length * 8; bit++) {
    const damaged = Uint8Array.from([...record, ...record]);
    damaged[record.length + (bit >> 3)]! ^= 1 << (bit & 7);
    expect(readRecords(damaged).length).toBe(record.length);
  }
});
