import { expect, test } from "vitest";
import { GraphBuilder } from "../../graph/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import { measure } from "./measure.ts";

/** 1 x 2 x 2 x 2 bytes: the second channel is ten times the first. */
const image = (values: readonly number[]): Map<string, Uint8Array> =>
  new Map([["image", Uint8Array.from([...values, ...values.map((value) => 10 * value)])]]);

test("ranges over all images, and means of channels over images and pixels", async () => {
  const g = new GraphBuilder("measured");
  const bytes = g.input("image", { type: "uint8", shape: ["N", 2, 2, 2] });
  const x = g.sub(g.cast(bytes, "float32"), g.scalar(20));
  g.output(g.relu(x, "positive"));
  const graph = g.build();
  const images = [image([1, 2, 3, 4]), image([0, 0, 0, 10])];
  const { spreads, means } = await measure(
    { graph, spread: [x, "positive"], averaged: [x] },
    images,
    nodeRuntime({ threads: 1 }),
  );
  expect(spreads.get(x)!.extremes).toEqual({ low: -20, high: 80 });
  expect(spreads.get("positive")!.extremes).toEqual({ low: 0, high: 80 });
  expect([...means.get(x)!]).toEqual([expect.closeTo(20 / 8 - 20, 5), expect.closeTo(200 / 8 - 20, 5)]);
});
