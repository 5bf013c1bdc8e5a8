import { expect, test } from "vitest";
import { formatTable } from "./table.ts";

test("columns are as wide as their widest cell, and end with it", () => {
  const rows = [
    ["image", "covid"],
    ["a.png", "0.1"],
    ["long name.png", "0.25"],
  ];
  expect(formatTable(rows)).toBe("image          covid\na.png          0.1\nlong name.png  0.25");
  expect(formatTable(rows, "end")).toBe("image          covid\na.png            0.1\nlong name.png   0.25");
});

test("of more rows than a call takes arguments", () => {
  expect(formatTable(Array(200_000).fill(["a", "b"])).split("\n")).toHaveLength(200_000);
});
