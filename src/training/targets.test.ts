/** Weighted and smoothed losses against Keras' train_on_batch, with the graph of the loss. */
import { expect, test } from "vitest";
import { uniform01 } from "../../tests/support/formula.ts";
import { interpret } from "../../tests/support/interpreter/index.ts";
import { learningGolden } from "../../tests/support/learning-golden.ts";
import { GraphBuilder } from "../graph/index.ts";
import { withLoss } from "./loss.ts";
import { pixelsInMemory } from "./pixel-source.ts";
import { targetFeeds } from "./targets.ts";

const pixel = { width: 1, height: 1, channels: 1, data: Uint8Array.of(0) } as const;

/** size: rows of the graph; more than images are filled up. */
function lossOf({ units, places, ...how }: (typeof learningGolden.losses)[number], size: number): number {
  const train = { images: pixelsInMemory([pixel]), places };
  const g = new GraphBuilder("logits");
  g.output(g.op("Identity", [g.input("given", { type: "float32", shape: [size, units] })], {}, { name: "logit" }));
  const logits = Float64Array.from({ length: size * units }, () => 0);
  logits.set(uniform01("logit", places.length * units).map((u) => 4 * u - 2));
  const images = places.map((_, image) => image);
  const targets = targetFeeds({ train, units, ...how }, { images, size, batch: images.length }).map(
    ([name, values]) =>
      [name, { shape: name === "label" ? [size, units] : [size], data: Float64Array.from(values) }] as const,
  );
  const values = interpret(
    withLoss(g.build(), "logit"),
    new Map([...targets, ["given", { shape: [size, units], data: logits }]]),
  );
  return values.get("loss")!.data[0]!;
}

test.each(learningGolden.losses)("units $units, weights $classWeights, smoothing $labelSmoothing", (golden) => {
  expect(lossOf(golden, golden.places.length)).toBeCloseTo(golden.loss, 6);
  expect(lossOf(golden, golden.places.length + 2), "filled up").toBeCloseTo(golden.loss, 6);
});
