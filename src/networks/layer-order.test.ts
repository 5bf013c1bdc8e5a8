import { expect, it } from "vitest";
import { layerOrder } from "./layer-order.ts";

// What Keras 3.15 answers for these layers: [layer.name for layer in keras.Model(image, out).layers].
it("orders by distance from the output, then as a walk from there meets them", () => {
  const layers = [
    { name: "image", inputs: [] },
    { name: "long1", inputs: ["image"] },
    { name: "unused", inputs: ["image"] },
    { name: "long2", inputs: ["long1"] },
    { name: "short", inputs: ["image"] },
    { name: "out", inputs: ["short", "long2", "image"] },
  ];
  expect(layerOrder(layers, "out").map(({ name }) => name)).toEqual(["image", "long1", "short", "long2", "out"]);
});
