import { expect, test } from "vitest";
import { workerUrl } from "./worker.ts";

test.each([
  ["file:///home/src/roentgen/src/image/pool.ts", "file:///home/src/roentgen/dist/image/worker.js"],
  ["file:///home/src/roentgen/dist/image/pool.js", "file:///home/src/roentgen/dist/image/worker.js"],
])("the worker beside %s", (module, expected) => {
  expect(workerUrl("./worker.ts", module).href).toBe(expected);
});
