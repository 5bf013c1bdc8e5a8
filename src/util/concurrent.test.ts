import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { mapConcurrently } from "./concurrent.ts";

describe("mapConcurrently", () => {
  it("keeps the order of the items and the bound", async () => {
    let [running, most] = [0, 0];
    const results = await mapConcurrently([5, 1, 4, 2, 3, 0], 2, async (item) => {
      most = Math.max(most, ++running);
      await wait(item);
      running--;
      return item * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30, 0]);
    expect(most).toBe(2);
  });

  it("throws the first failure and takes no new item", async () => {
    const taken: number[] = [];
    const work = mapConcurrently([0, 1, 2, 3, 4, 5], 2, async (item) => {
      taken.push(item);
      await wait(1);
      if (item === 1) throw new Error("no such file");
    });
    await expect(work).rejects.toThrow("no such file");
    await wait(10);
    expect(taken.length).toBeLessThan(6);
  });

  it("of nothing is nothing", async () => {
    expect(await mapConcurrently([], 4, async () => 1)).toEqual([]);
  });
});
