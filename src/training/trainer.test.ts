/** Updates of several micro-batches, on a runtime that writes where it is told and on one that makes new arrays. */
import { expect, test } from "vitest";
import { startOf } from "../../tests/conformance/training-run.ts";
import { loadTraining } from "../../tests/support/load-training.ts";
import { smallResnet } from "../../tests/support/networks/index.ts";
import { sizeOf } from "../graph/index.ts";
import { classifierGraph, headVariables, INPUT, LOGIT, variablesOf } from "../networks/index.ts";
import { nodeRuntime, type Runtime } from "../runtime/index.ts";
import { stream } from "../util/random.ts";
import type { Feeds, Parameters } from "./parameters.ts";
import { Trainer } from "./trainer.ts";
import { trainingStep } from "./training-step.ts";

const inPlace = nodeRuntime({ threads: 1 });
const withNewArrays: Runtime = {
  name: "new arrays",
  open: (graph, { outputRoom: _, ...options } = {}) => inPlace.open(graph, options),
};
const network = smallResnet({ batch: 2 });
const golden = loadTraining("small_resnet-softmax-stored");
const trained = [...variablesOf(network).filter(({ trainable }) => trainable), ...headVariables(network.channels, 3)];
const step = trainingStep(classifierGraph(network, { units: 3 }), {
  logit: LOGIT,
  parameters: trained.map(({ name }) => name),
  normalisation: "stored",
  target: "generic",
});

function feeds(seed: number): Feeds {
  const random = stream(seed, "image");
  return new Map([
    [INPUT, Float32Array.from({ length: sizeOf([2, 3, 64, 64]) }, () => 2 * random.next() - 1)],
    ["label", Float32Array.of(1, 0, 0, 0, 0, 1)],
    ["weight", Float32Array.of(1 / 6, 1 / 6)],
  ]);
}

/** The gradients of some micro-batches together. */
async function gradientsOf(trainer: Trainer, seeds: readonly number[]): Promise<Parameters> {
  for (const seed of seeds) await trainer.micro(feeds(seed), LOGIT);
  const gradients = await trainer.gradients();
  return new Map([...gradients].map(([name, values]) => [name, values.slice()]));
}

const sumOf = (all: readonly Parameters[], name: string, i: number): number =>
  all.reduce((sum, each) => sum + each.get(name)![i]!, 0);

test.each([inPlace, withNewArrays])("three micro-batches have the sum of their gradients: $name", async (runtime) => {
  const together = await Trainer.open(runtime, step, startOf(golden));
  const sums = await gradientsOf(together, [1, 2, 3]);
  await together.close();
  const alone: Parameters[] = [];
  for (const seed of [1, 2, 3]) {
    const trainer = await Trainer.open(runtime, step, startOf(golden));
    alone.push(await gradientsOf(trainer, [seed]));
    await trainer.close();
  }
  for (const [name, values] of sums) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    const far = values.reduce((most, value, i) => Math.max(most, Math.abs(value - sumOf(alone, name, i))), 0);
    expect(far / largest, name).toBeLessThan(1e-5);
  }
});

test("two updates of three micro-batches leave the same parameters on both", async () => {
  const ends: Parameters[] = [];
  for (const runtime of [inPlace, withNewArrays]) {
    const parameters = startOf(golden);
    const trainer = await Trainer.open(runtime, step, parameters);
    for (let t = 0; t < 6; t++) {
      await trainer.micro(feeds(t), LOGIT);
      if (t % 3 === 2) await trainer.update(1e-3);
    }
    await trainer.close();
    ends.push(parameters);
  }
  for (const [name, values] of ends[0]!) expect([...ends[1]!.get(name)!], name).toEqual([...values]);
});
