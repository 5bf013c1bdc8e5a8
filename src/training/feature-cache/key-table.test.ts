import { expect, test } from "vitest";
import { rowKey } from "./feature-set.ts";
import { KeyTable } from "./key-table.ts";

test("keys are found where they were put, also those that come twice, and no others", () => {
  const table = new KeyTable(1001);
  for (let i = 0; i < 1000; i++) table.add(rowKey(String(i)));
  table.add(rowKey("7"));
  for (let i = 0; i < 1000; i++) expect([...table.find(rowKey(String(i)))]).toEqual(i === 7 ? [7, 1000] : [i]);
  expect([...table.find(rowKey("1000"))]).toEqual([]);
});

test("keys that differ in one bit behind their first word are two", () => {
  const table = new KeyTable(2);
  const [one, other] = [rowKey("a"), rowKey("a").map((byte, i) => (i === 15 ? byte ^ 1 : byte))];
  table.add(one);
  expect([[...table.find(one)], [...table.find(other)]]).toEqual([[0], []]);
});

test("a table without keys finds none", () => expect([...new KeyTable(0).find(rowKey("a"))]).toEqual([]));

test("a row's key is that of its image and its augmentation, whatever else there is", () => {
  const drawn = { flip: true, turn: 0.05 };
  const keys = [rowKey("a"), rowKey("b"), rowKey("a", drawn), rowKey("a", { ...drawn, turn: 0.050000000000000003 })];
  const texts = keys.map((key) => Buffer.from(key).toString("hex"));
  expect(new Set(texts).size).toBe(3); // the last two turns are the same number
  expect(texts[2]).toBe(texts[3]);
  // printf '["a",null]' | sha256sum
  expect(texts[0]).toBe("aebb0474c57695b854a70d8afca0a4de");
});
