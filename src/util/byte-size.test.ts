import { expect, test } from "vitest";
import { formatBytes, parseBytes } from "./byte-size.ts";

test.each([
  ["10 GB", 1e10],
  ["1.5tb", 1.5e12],
  ["500MB", 5e8],
  ["2 kb", 2000],
  ["0", 0],
  ["10", null],
  ["GB", null],
  ["-1 GB", null],
  ["1 GiB", null],
])("%s is %s bytes", (text, bytes) => expect(parseBytes(text)).toBe(bytes));

test.each([
  [0, "0 kB"],
  [1, "1 kB"],
  [12_340_000, "12.3 MB"],
  [1e10, "10.0 GB"],
])("%s bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
