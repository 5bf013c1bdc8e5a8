/** What is not finite is told by step, images and layer: of a loss on the way forward, of a gradient on the way back. */
import { expect, test } from "vitest";
import { smallResnet } from "../../tests/support/networks/index.ts";
import { classifierGraph, headVariables, INPUT, initialParameters, LOGIT, variablesOf } from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { stream } from "../util/random.ts";
import { gradientNotFinite, lossNotFinite, requireFiniteCheckpoint, requireFiniteGradients } from "./finite.ts";
import { firstNotFinite, layerOfValue } from "./first-not-finite.ts";
import { normalizedAs } from "./training-step.ts";

const place = { phase: "fine-tuning", epoch: 3, step: 2, images: ["a/1.png", "b/2.png"] } as const;
const where = (text: string) => ({
  code: "E_TRAINING_NOT_FINITE",
  details: expect.objectContaining({ where: expect.stringContaining(text) }),
});

test("a loss: phase, epoch, step, layer and images", () => {
  const { where: told, received } = lossNotFinite(Number.NaN, place, "stem").details;
  expect(told).toBe("fine-tuning phase, epoch 3, step 2; first in layer stem; images a/1.png, b/2.png");
  expect(received).toBe("NaN");
});

test("gradients: of the last layer in which one is not finite, which is the first on the way back", () => {
  const gradients = new Map([
    ["first/kernel", Float32Array.of(Number.NaN)],
    ["second/kernel", Float32Array.of(1, Number.POSITIVE_INFINITY)],
    ["third/kernel", Float32Array.of(1e38, -1e38)],
  ]);
  expect(() => requireFiniteGradients(new Map([["third/kernel", gradients.get("third/kernel")!]]))).not.toThrow();
  const told = Promise.resolve()
    .then(() => requireFiniteGradients(gradients))
    .catch(gradientNotFinite(place));
  return expect(told).rejects.toMatchObject(where("step 2; on the way back first in layer second; images a/1.png"));
});

test("parameters, or what the optimizer keeps: no checkpoint is made of them", () => {
  const wrong = new Map([["head/bias", Float32Array.of(0, Number.NEGATIVE_INFINITY)]]);
  const moments = new Map([["head/bias:second", Float32Array.of(0, Number.POSITIVE_INFINITY)]]);
  const place = { phase: "frozen", epoch: 4 } as const;
  const told = expect.objectContaining(where("frozen phase, after epoch 4, layer head"));
  expect(() => requireFiniteCheckpoint(wrong, new Map(), place)).toThrow(told);
  expect(() => requireFiniteCheckpoint(new Map(), moments, place)).toThrow(told);
  expect(() => requireFiniteCheckpoint(new Map(), moments, place)).toThrow("the optimizer's head/bias:second is no");
  expect(() => requireFiniteCheckpoint(new Map(), new Map(), place)).not.toThrow();
});

test.each(["stored", "batch"] as const)(
  "on the way forward the first layer is found, with %s statistics",
  async (mode) => {
    const network = smallResnet({ batch: 2 });
    const trained = [
      ...variablesOf(network).filter(({ trainable }) => trainable),
      ...headVariables(network.channels, 3),
    ];
    const graph = normalizedAs(
      mode,
      classifierGraph(network, { units: 3 }),
      trained.map(({ name }) => name),
    );
    const variables = [...variablesOf(network), ...headVariables(network.channels, 3)];
    const parameters = initialParameters(variables, (name) => stream(1, name));
    const image = Float32Array.from({ length: 2 * 3 * 64 * 64 }, (_, i) => Math.sin(i));
    const runtime = nodeRuntime({ threads: 1 });
    const layers = new Set([...network.layers.map(({ name }) => name), LOGIT]);
    const find = async () => {
      const value = await firstNotFinite(runtime, graph, new Map([...parameters, [INPUT, image]]));
      return value && layerOfValue(graph, value, layers);
    };
    expect(await find()).toBeNull();
    const [layer] = network.layers.filter(({ kind }) => kind === "Conv2D").slice(2);
    parameters.get(`${layer!.name}/kernel`)![0] = Number.NaN;
    expect(await find()).toBe(layer!.name);
    image[5] = Number.POSITIVE_INFINITY;
    expect(await find()).toBe(network.layers[1]!.name); // behind the input
  },
);
