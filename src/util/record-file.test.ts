import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeRecordFile, createRecordFile, readRecord, writeRecord } from "./record-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-records-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("records are read by their place, in whatever order they were written", () => {
  const file = createRecordFile(folder, { records: 3, bytes: 2 });
  for (const at of [2, 0, 1]) writeRecord(file, at, Uint8Array.of(at, 10 * at));
  const record = new Uint8Array(2);
  for (const at of [1, 2, 0]) {
    readRecord(file, at, record);
    expect([...record]).toEqual([at, 10 * at]);
  }
  closeRecordFile(file);
});

test("the file has no name, and lies in the nearest folder that is there", async () => {
  const file = createRecordFile(join(folder, "runs", "new"), { records: 1, bytes: 1 });
  expect(file.folder).toBe(folder);
  expect(await readdir(folder)).toEqual([]);
  closeRecordFile(file);
});

test("a disk without room, a folder that nothing can be written to and a record that is not there are told", () => {
  const code = "E_SCRATCH";
  const where = (path: string) => expect.objectContaining({ code, details: expect.objectContaining({ where: path }) });
  expect(() => createRecordFile(folder, { records: 1e9, bytes: 1e9 })).toThrow(where(folder));
  expect(() => createRecordFile("/proc/self", { records: 1, bytes: 0 })).toThrow(where("/proc/self"));
  const file = createRecordFile(folder, { records: 1, bytes: 1 });
  expect(() => readRecord(file, 0, new Uint8Array(1))).toThrow("record 0 was never written");
  closeRecordFile(file);
});
