/** Training with everything kept on a device, against the host's, on a device that is the processor: the same graphs, so the same numbers. */
import { expect, test } from "vitest";
import { startOf } from "../../../tests/conformance/training-run.ts";
import { fakeDevice } from "../../../tests/support/fake-device.ts";
import { loadTraining } from "../../../tests/support/load-training.ts";
import { smallResnet } from "../../../tests/support/networks/index.ts";
import { sizeOf } from "../../graph/index.ts";
import { classifierGraph, headVariables, INPUT, LOGIT, variablesOf } from "../../networks/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import { stream } from "../../util/random.ts";
import type { AdamOptions } from "../adam-options.ts";
import type { Learner } from "../learner.ts";
import type { Feeds, Parameters } from "../parameters.ts";
import { Trainer } from "../trainer.ts";
import { trainingStep } from "../training-step.ts";
import { DeviceTrainer } from "./device-trainer.ts";

const runtime = nodeRuntime({ threads: 1 });
const network = smallResnet({ batch: 2 });
const golden = loadTraining("small_resnet-softmax-batch");

function stepFor(normalisation: "stored" | "batch") {
  const variables = [
    ...variablesOf(network).filter(({ trainable }) => trainable),
    ...headVariables(network.channels, 3),
  ];
  const parameters = variables.map(({ name }) => name);
  const model = classifierGraph(network, { units: 3 });
  return trainingStep(model, { logit: LOGIT, parameters, normalisation, target: "webgpu" });
}

function feeds(seed: number): Feeds {
  const random = stream(seed, "image");
  return new Map([
    [INPUT, Float32Array.from({ length: sizeOf([2, 3, 64, 64]) }, () => 2 * random.next() - 1)],
    ["label", Float32Array.of(1, 0, 0, 0, 0, 1)],
    ["weight", Float32Array.of(0.25, 0.25)],
  ]);
}

/** Two updates of two micro-batches each. */
async function train(learner: Learner, parameters: Parameters, afterUpdate: () => void = () => {}) {
  const losses: number[] = [];
  for (let t = 0; t < 4; t++) {
    losses.push((await learner.micro(feeds(t), LOGIT)).loss);
    if (t % 2 === 0) continue;
    await learner.update(1e-3);
    afterUpdate();
  }
  await learner.sync();
  return { losses, parameters };
}

/** The farthest value, over the largest of its variable. */
function distance(ours: Parameters, theirs: Parameters): number {
  const distances = [...theirs].map(([name, values]) => {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    return values.reduce((far, value, i) => Math.max(far, Math.abs(value - ours.get(name)![i]!) / largest), 0);
  });
  return Math.max(...distances);
}

test.each(["stored", "batch"] as const)("with %s statistics: the host's parameters after two updates", async (mode) => {
  const step = stepFor(mode);
  const [here, there] = [startOf(golden), startOf(golden)];
  const host = await Trainer.open(runtime, step, here);
  const expected = await train(host, here);
  await host.close();
  const device = fakeDevice(runtime);
  const trainer = await DeviceTrainer.open(device, step, there);
  const found = await train(trainer, there);
  expect(found.losses).toEqual(expected.losses.map((loss) => expect.closeTo(loss, 5)));
  expect(distance(found.parameters, startOf(golden))).toBeGreaterThan(1e-3);
  expect(distance(found.parameters, expected.parameters)).toBeLessThan(1e-5);
  expect(trainer.updates).toBe(2);
  await trainer.close();
});

const careful: AdamOptions = { clipNorm: 0.5, weightDecay: 0.1, ema: 0.9 };

test("clipped, decayed and averaged: the host's averages after two updates, of which the device keeps nothing more", async () => {
  const step = stepFor("batch");
  const [here, there] = [startOf(golden), startOf(golden)];
  const host = await Trainer.open(runtime, step, here, { adam: careful });
  const expected = await train(host, here);
  await host.close();
  const device = fakeDevice(runtime);
  const trainer = await DeviceTrainer.open(device, step, there, careful);
  const before = device.live();
  const found = await train(trainer, there, () => expect(device.live()).toBe(before));
  expect(distance(found.parameters, expected.parameters)).toBeLessThan(1e-5);
  await trainer.close();
  expect(device.live()).toBe(0);
});

type Open = (parameters: Parameters) => Promise<Learner>;

test.each<[string, Open]>([
  ["host", (parameters) => Trainer.open(runtime, stepFor("batch"), parameters, { adam: careful })],
  ["device", (parameters) => DeviceTrainer.open(fakeDevice(runtime), stepFor("batch"), parameters, careful)],
])("a learner with averages goes on from what it stored: %s", async (_, open) => {
  const undisturbed = startOf(golden);
  const whole = await open(undisturbed);
  await train(whole, undisturbed);
  const expected = await train(whole, undisturbed);
  await whole.close();

  const parameters = startOf(golden);
  const first = await open(parameters);
  await train(first, parameters);
  const { updates, arrays } = await first.state();
  const stored = new Map([...arrays].map(([name, values]) => [name, values.slice()]));
  await first.close();
  const second = await open(parameters);
  await second.restore({ updates, arrays: stored });
  const found = await train(second, parameters);
  await second.close();
  expect(found.losses).toEqual(expected.losses);
  for (const [name, values] of expected.parameters) expect([...found.parameters.get(name)!], name).toEqual([...values]);
});

test("the device holds as much after every update, and nothing in the end", async () => {
  const device = fakeDevice(runtime);
  const trainer = await DeviceTrainer.open(device, stepFor("batch"), startOf(golden));
  const before = device.live();
  await train(trainer, startOf(golden), () => expect(device.live()).toBe(before));
  await trainer.micro(feeds(9), LOGIT);
  await trainer.gradients();
  await trainer.close();
  expect(device.live()).toBe(0);
});

const copyOf = (arrays: ReadonlyMap<string, Float32Array>) =>
  new Map([...arrays].map(([name, values]) => [name, values.slice()]));

test.each(["host", "device"])(
  "on the %s: left after two updates and gone on with, it comes to the same bytes",
  async (where) => {
    const device = fakeDevice(runtime);
    const open = (parameters: Parameters): Promise<Learner> =>
      where === "host"
        ? Trainer.open(runtime, stepFor("batch"), parameters)
        : DeviceTrainer.open(device, stepFor("batch"), parameters);
    const undisturbed = startOf(golden);
    const whole = await open(undisturbed);
    await train(whole, undisturbed);
    const [kept, parameters] = [await whole.state(), copyOf(undisturbed)];
    const state = { updates: kept.updates, arrays: copyOf(kept.arrays) };
    const trained = [...stepFor("batch").gradients.keys()];
    expect([...state.arrays.keys()].sort()).toEqual(
      trained.flatMap((name) => [`${name}:first`, `${name}:second`]).sort(),
    );
    await train(whole, undisturbed);
    const again = await open(parameters);
    await again.restore(state);
    await train(again, parameters);
    expect(again.updates).toBe(whole.updates);
    expect(distance(parameters, undisturbed)).toBe(0);
    expect(distance(parameters, startOf(golden))).toBeGreaterThan(1e-3);
    for (const [name, values] of (await whole.state()).arrays)
      expect((await again.state()).arrays.get(name), name).toEqual(values);
    await Promise.all([whole.close(), again.close()]);
    expect(device.live()).toBe(0);
  },
);

test("what was kept of another model is refused", async () => {
  const trainer = await Trainer.open(runtime, stepFor("stored"), startOf(golden));
  await expect(trainer.restore({ updates: 1, arrays: new Map() })).rejects.toThrow("of which none were kept");
  await trainer.close();
});
