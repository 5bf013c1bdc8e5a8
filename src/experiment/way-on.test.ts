import { expect, test } from "vitest";
import { RoentgenError } from "../util/error.ts";
import { asMemoryError, byResuming, withWayOn } from "./way-on.ts";

const coded = (message: string, code: string) => Object.assign(new Error(message), { code });

test.each([
  new Error("std::bad_alloc"),
  new RangeError("Array buffer allocation failed"),
  new Error("/bfc_arena.cc:342 Failed to allocate memory for requested buffer of size 2147483648"),
  coded("Worker terminated due to reaching memory limit: JS heap out of memory", "ERR_WORKER_OUT_OF_MEMORY"),
])("$message is a lack of memory, and what to set is told", (error) => {
  expect(withWayOn(error, byResuming("runs/first"))).toMatchObject({
    code: "E_MEMORY",
    details: {
      fix: expect.stringMatching(/--micro-batch.*--batch.*--image-size.*roentgen train --resume runs\/first$/),
    },
  });
});

test("other errors stay what they are", () => {
  const fault = new TypeError("x is not a function");
  expect(asMemoryError(fault)).toBe(fault);
  const wrong = new RoentgenError("E_TRAINING_NOT_FINITE", "the loss is no longer finite", { fix: "look" });
  expect(withWayOn(wrong, byResuming("runs/first"))).toBe(wrong);
  expect(withWayOn("text", byResuming("runs/first"))).toBe("text");
});

test("how to go on, after an interruption and once there is room", () => {
  const fixOf = (error: unknown) => (error as RoentgenError).details.fix;
  const interrupted = new RoentgenError("E_INTERRUPTED", "training was interrupted", { kind: "interrupted" });
  expect(fixOf(withWayOn(interrupted, byResuming("runs/first")))).toBe("go on by: roentgen train --resume runs/first");
  const full = new RoentgenError("E_DISK_FULL", "there is no room for the file", { fix: "make room" });
  expect(fixOf(withWayOn(full, byResuming("my runs/it's")))).toBe(
    "make room; then go on by: roentgen train --resume 'my runs/it'\\''s'",
  );
});
