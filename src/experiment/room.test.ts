import { expect, test } from "vitest";
import { labellingOf } from "../dataset/index.ts";
import { networkNamed, networkNames } from "../networks/index.ts";
import { parseTrainOptions } from "./parse-options.ts";
import { roomFor, shortage } from "./room.ts";
import { settle } from "./settle.ts";

const room = { least: 1e9, most: 3e9 };

test("a disk that has enough, or does not say, is passed over; one that may be too small is remarked", () => {
  expect([3e9, null].map((freeBytes) => shortage({ path: "/runs", freeBytes }, room))).toEqual([null, null]);
  expect(shortage({ path: "/runs", freeBytes: 2e9 }, room)).toBe(
    "the disk may be too small: 2.0 GB are free at /runs, and the run takes up to 3.0 GB while it trains",
  );
});

test("one that is too small ends the run before it begins", () => {
  expect(() => shortage({ path: "/runs", freeBytes: 0.9e9 }, room)).toThrow(
    expect.objectContaining({ code: "E_DISK_FULL", details: expect.objectContaining({ received: "900.0 MB free" }) }),
  );
});

/** The registry's own count of parameters is Keras'. */
test.each(networkNames.slice(0, 2))("of %s, by its parameters, and by the pixels of its images", async (network) => {
  const listing = {
    dataset: { root: "", images: [], ignored: [] },
    labelling: labellingOf({ kind: "multi" }, ["covid", "normal"], "standard"),
  };
  const options = parseTrainOptions({ network, weights: "none", imageSize: 64, device: "cpu" });
  const settled = await settle(options, listing, () => {});
  const weights = 4 * networkNamed(network).parameters;
  expect(roomFor(settled, 10)).toEqual({ least: weights + 40_960, most: 11 * weights + 40_960 });
  const plain = await settle({ ...options, enhance: false }, listing, () => {});
  expect(roomFor(plain, 10).least).toBe(weights + 3 * 40_960);
});
