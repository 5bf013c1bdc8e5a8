import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { gatherRows, rowsInMemory, scatterRows } from "./rows.ts";
import { rowsOnDisk } from "./stored-rows.ts";

const kinds = [
  ["in memory", rowsInMemory],
  ["few, on disk", rowsOnDisk(tmpdir())],
  ["in a file", rowsOnDisk(tmpdir(), 0)],
] as const;

test.each(kinds)("rows %s are gathered by their places", (_, open) => {
  const rows = open({ rows: 5, width: 2 });
  scatterRows(Float32Array.of(1, -1, 0.1, 3), rows, [4, 2], 2);
  scatterRows(Float32Array.of(5, 6), rows, [0], 2);
  expect([...gatherRows(rows, [2, 0, 4], 2)]).toEqual([Math.fround(0.1), 3, 5, 6, 1, -1]);
  rows.close();
});
