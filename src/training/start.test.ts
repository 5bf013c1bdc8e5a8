import { getEventListeners } from "node:events";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { smallPlan } from "../../tests/support/small-plan.ts";
import { startTraining } from "./start.ts";
import { closePixelFile, createPixelFile } from "./stored-pixels.ts";

test("once training has ended, nothing listens to the signal any more", async () => {
  const { signal } = new AbortController();
  const pixels = createPixelFile(tmpdir(), { width: 4, height: 4, channels: 3, images: 0 });
  const none = { images: { pixels, records: [], identities: [] }, places: [] };
  const plan = { ...smallPlan, network: "no-such-network", train: none, validation: none };
  await expect(startTraining({ plan, signal }, () => {})).rejects.toMatchObject({ code: "E_NETWORK" });
  expect(getEventListeners(signal, "abort")).toEqual([]);
  closePixelFile(pixels);
});
